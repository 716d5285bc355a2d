// buono-audit on an export: as a file, from standard input, and from a host that sends it in pages.
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "audit/city.hpp"
#include "audit/program.hpp"
#include "support/folder.hpp"

namespace city {
namespace {

using buono::test::Folder;

std::string hexOf(const Bytes& bytes) {
    std::string out;
    for (const char c : bytes) {
        constexpr std::string_view kDigits = "0123456789abcdef";
        out += kDigits[static_cast<unsigned char>(c) >> 4];
        out += kDigits[static_cast<unsigned char>(c) & 15];
    }
    return out;
}

/// Lines as schemas/ledger/export.md writes them; what people read in them says nothing true here.
std::vector<std::string> linesOf(const City& city) {
    std::vector<std::string> lines;
    Hash hash{};
    for (const auto& entry : city.entries) {
        const auto body = encode(entry);
        hash = link(hash, body);
        lines.push_back("{\"seq\":" + std::to_string(entry.seq) + ",\"time\":\"} \\\" ,{\",\"cause\":null,\"hash\":\"" +
                        hex(hash) + "\",\"body\":\"" + hexOf(body) +
                        "\",\"transfers\":[{\"seq\":9,\"hash\":\"00\"},[1,{}]],\"more\":true}\n");
    }
    return lines;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string all;
    for (const auto& line : lines) all += line;
    return all;
}

/// A host that knows one operation: it answers pages of three entries, each connection in another of HTTP's ways.
class Host {
public:
    enum class Way { Length, Chunked, Close };

    Host(std::vector<std::string> lines, Way way) : lines_{std::move(lines)}, way_{way} {
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&address), size), 0);
        EXPECT_EQ(::listen(listener_, 8), 0);
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread{[this] { serve(); }};
    }
    ~Host() {
        ::shutdown(listener_, SHUT_RDWR);
        thread_.join();
        ::close(listener_);
    }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
    std::string asked;  ///< The first request.

private:
    void serve() {
        for (int peer; (peer = ::accept(listener_, nullptr, nullptr)) >= 0; ::close(peer)) {
            for (std::string request; !(request = readRequest(peer)).empty();) {
                if (asked.empty()) asked = request;
                send(peer, page(request));
                if (way_ == Way::Close) break;
            }
        }
    }
    static std::string readRequest(int peer) {
        std::string request;
        char c = 0;
        while (!request.ends_with("\r\n\r\n")) {
            if (::recv(peer, &c, 1, 0) != 1) return {};
            request += c;
        }
        return request;
    }
    std::string page(const std::string& request) const {
        const auto from = std::strtoull(request.c_str() + request.find("from=") + 5, nullptr, 10);
        std::string body;
        for (auto i = from - 1; i < lines_.size() && i < from + 2; ++i) body += lines_[i];
        return body;
    }
    void send(int peer, const std::string& body) const {
        std::string answer = "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n";
        if (way_ == Way::Length) answer += "content-LENGTH:  " + std::to_string(body.size()) + "\r\n\r\n" + body;
        if (way_ == Way::Close) answer += "Connection: close\r\n\r\n" + body;
        if (way_ == Way::Chunked) {
            answer += "Transfer-Encoding: chunked\r\n\r\n";
            for (std::size_t at = 0; at < body.size(); at += 100) {
                const auto piece = body.substr(at, 100);
                char size[16];
                std::snprintf(size, sizeof size, "%zx", piece.size());
                answer += std::string{size} + "\r\n" + piece + "\r\n";
            }
            answer += "0\r\n\r\n";
        }
        for (std::size_t at = 0; at < answer.size();)
            at += static_cast<std::size_t>(::send(peer, answer.data() + at, answer.size() - at, MSG_NOSIGNAL));
    }

    std::vector<std::string> lines_;
    Way way_;
    int listener_ = -1;
    int port_ = 0;
    std::thread thread_;
};

void put(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream{file, std::ios::binary} << bytes;
}

}  // namespace

TEST(BuonoAuditExport, ProvesTheJournalAloneAndSaysWhatItDidNotSee) {
    const Folder folder;
    const auto city = City::small();
    put(folder / "export", joined(linesOf(city)));
    const auto answer = audit({folder / "export"});
    EXPECT_EQ(answer.exit, 0) << answer.out << answer.error;
    EXPECT_NE(answer.out.find("  proven      vouchers    3 vouchers"), std::string::npos) << answer.out;
    EXPECT_NE(answer.out.find("  not there   balances"), std::string::npos) << answer.out;
    EXPECT_NE(answer.out.find("head 16:" + hex(city.hashAt(16))), std::string::npos) << answer.out;
}

TEST(BuonoAuditExport, NamesWhatIsWrongInIt) {
    const Folder folder;
    auto lines = linesOf(City::small());
    auto body = lines[11].find("\"body\":\"") + 8;
    lines[11][body + 70] = lines[11][body + 70] == '0' ? '1' : '0';
    lines.erase(lines.begin() + 14);
    put(folder / "export", joined(lines));
    const auto answer = audit({folder / "export"});
    EXPECT_EQ(answer.exit, 1);
    EXPECT_NE(answer.told("sequence").find("entry 15 is missing"), std::string::npos) << answer.out;
    EXPECT_NE(answer.told("chain").find("entry 12:"), std::string::npos) << answer.out;
}

TEST(BuonoAuditExport, RefusesWhatIsNoExport) {
    const auto good = linesOf(City::small())[0];
    const std::string wrong[] = {"<html>\n",
                                 "{\"seq\":1}\n",
                                 "{\"seq\":1,\"hash\":\"zz\",\"body\":\"00\"}\n",
                                 "{\"seq\":\"1\",\"hash\":\"00\",\"body\":\"00\"}\n",
                                 "{\"seq\":1.5,\"hash\":\"00\",\"body\":\"00\"}\n",
                                 good.substr(0, good.size() / 2),
                                 good.substr(0, good.size() - 2) + "\n",
                                 "{\"seq\":1,\"body\":\"00\n",
                                 "{\n",
                                 "{}\n",
                                 "[\n"};
    for (const auto& line : wrong) {
        SCOPED_TRACE(line);
        const Folder folder;
        put(folder / "export", line);
        EXPECT_EQ(audit({folder / "export"}).exit, 3);
    }
}

TEST(BuonoAuditExport, ReadsAHostPageByPageInEachOfHttpsWays) {
    const auto city = City::small();
    for (const auto way : {Host::Way::Length, Host::Way::Chunked, Host::Way::Close}) {
        Host host{linesOf(city), way};
        const auto answer = audit({host.url(), "--head", "16:" + hex(city.hashAt(16))}, {"BUONO_TOKEN=secret"});
        EXPECT_EQ(answer.exit, 0) << answer.out << answer.error;
        EXPECT_NE(answer.out.find("16 entries"), std::string::npos) << answer.out;
        EXPECT_TRUE(host.asked.starts_with("GET /v1/ledger/export?limit=10000&from=1 HTTP/1.1\r\n")) << host.asked;
        EXPECT_NE(host.asked.find("\r\nAuthorization: Bearer secret\r\n"), std::string::npos);
    }
}

TEST(BuonoAuditExport, DoesNotGoInCirclesWithAHostThatDoes) {
    auto lines = linesOf(City::small());
    for (std::size_t i = 3; i < lines.size(); ++i) lines[i] = lines[i % 3];
    Host host{lines, Host::Way::Length};
    const auto answer = audit({host.url()}, {"BUONO_TOKEN=secret"});
    EXPECT_EQ(answer.exit, 1);
    EXPECT_NE(answer.told("sequence").find("entry 1 comes after entry 3"), std::string::npos) << answer.out;
}

}  // namespace city
