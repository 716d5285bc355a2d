// A running host: its ledger export, page after page.
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <utility>

#include "export_line.hpp"
#include "stream.hpp"

namespace audit {
namespace {

constexpr std::size_t kAnswerMax = 64 << 20;

struct Reply {
    int status = 0;
    bool close = false;
    std::string body;
};

/// Bytes of one connection as lines and counts; what was read beyond stays for the next answer.
class Reader {
public:
    explicit Reader(Stream& stream) : stream_{stream} {}

    std::string line() {
        std::size_t end;
        while ((end = held_.find("\r\n", at_)) == std::string::npos) {
            if (held_.size() - at_ > 65'536 || !fill()) throw CannotRead{"the host's answer is not HTTP"};
        }
        auto text = held_.substr(at_, end - at_);
        at_ = end + 2;
        return text;
    }
    void take(std::string& to, std::size_t count) {
        if (count > kAnswerMax - to.size()) throw CannotRead{"the host's answer is too long"};
        while (held_.size() - at_ < count)
            if (!fill()) throw CannotRead{"the host's answer is cut"};
        to.append(held_, at_, count);
        at_ += count;
    }
    void takeAll(std::string& to) {
        while (fill())
            if (held_.size() > kAnswerMax) throw CannotRead{"the host's answer is too long"};
        take(to, held_.size() - at_);
    }

private:
    bool fill() {
        if (at_ > 0) held_.erase(0, std::exchange(at_, 0));
        char piece[65'536];
        const auto count = stream_.read(piece, sizeof piece);
        held_.append(piece, count);
        return count > 0;
    }

    Stream& stream_;
    std::string held_;
    std::size_t at_ = 0;
};

std::size_t size(std::string_view digits, int base) {
    std::size_t value = 0;
    const auto [end, wrong] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (wrong != std::errc{} || end == digits.data()) throw CannotRead{"the host's answer is not HTTP"};
    return value;
}

Reply readReply(Reader& in) {
    Reply reply;
    const auto first = in.line();
    if (!first.starts_with("HTTP/1.1 ") || first.size() < 12) throw CannotRead{"the host's answer is not HTTP/1.1"};
    reply.status = static_cast<int>(size(std::string_view{first}.substr(9, 3), 10));
    std::optional<std::size_t> length;
    bool chunked = false;
    for (auto field = in.line(); !field.empty(); field = in.line()) {
        const auto colon = field.find(':');
        auto name = field.substr(0, colon);
        std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
        auto value = colon == field.npos ? std::string{} : field.substr(field.find_first_not_of(" \t", colon + 1));
        if (name == "content-length") length = size(value, 10);
        if (name == "transfer-encoding") chunked = value == "chunked";
        if (name == "connection") reply.close = value == "close";
    }
    if (chunked) {
        for (auto count = size(in.line(), 16); count > 0; count = size(in.line(), 16)) {
            in.take(reply.body, count);
            in.line();
        }
        while (!in.line().empty()) {
        }
    } else if (length) {
        in.take(reply.body, *length);
    } else {
        in.takeAll(reply.body);
        reply.close = true;
    }
    return reply;
}

class Host final : public Database {
public:
    explicit Host(const std::string& url) : url_{url}, address_{addressOf(url)} {
        const auto* token = std::getenv("BUONO_TOKEN");
        if (!token || !*token) throw CannotRead{"BUONO_TOKEN: put the bearer token of an auditor's session there"};
        token_ = token;
        if (token_.find_first_of("\r\n") != token_.npos) throw CannotRead{"BUONO_TOKEN: a token is one line"};
    }

    void journal(std::int64_t after, std::int64_t upto, const EachEntry& each) override {
        std::int64_t next = after + 1;
        while (next <= upto) {
            const auto page = get("/v1/ledger/export?limit=10000&from=" + std::to_string(next));
            const auto before = next;
            for (std::string_view rest = page; !rest.empty();) {
                const auto end = std::min(rest.find('\n'), rest.size());
                if (!line_.read(rest.substr(0, end))) throw CannotRead{url_ + ": an answer that is no export"};
                rest.remove_prefix(std::min(end + 1, rest.size()));
                if (line_.row().seq <= upto) each(line_.row());
                next = line_.row().seq + 1;
            }
            if (next <= before) return;  // Nothing more, or a host that leads in a circle: the inspector has seen it.
        }
    }
    bool isWhole() const override { return false; }
    bool has(const std::string&, const std::string&) override { return false; }
    void rows(const std::string&, const EachRow&) override { throw CannotRead{url_ + ": a host shows no tables"}; }

private:
    std::string get(const std::string& target) {
        if (!stream_) {
            stream_ = std::make_unique<Stream>(address_);
            reader_ = std::make_unique<Reader>(*stream_);
        }
        stream_->write("GET " + target + " HTTP/1.1\r\nHost: " + address_.host + ":" + address_.port +
                       "\r\nAuthorization: Bearer " + token_ + "\r\nAccept: application/x-ndjson\r\n\r\n");
        auto reply = readReply(*reader_);
        if (reply.close) reader_.reset(), stream_.reset();
        if (reply.status != 200)
            throw CannotRead{url_ + " answered " + std::to_string(reply.status) + ": " + reply.body.substr(0, 300)};
        return std::move(reply.body);
    }

    std::string url_;
    Address address_;
    std::string token_;
    std::unique_ptr<Stream> stream_;
    std::unique_ptr<Reader> reader_;
    ExportLine line_;
};

}  // namespace

std::unique_ptr<Database> openHost(const std::string& url) { return std::make_unique<Host>(url); }

}  // namespace audit
