// buono-load: asks a running host prepared requests over many keep-alive connections, and times the answers.
//
//   buono-load http --port N [--connections 64] [--replies FILE] REQUESTS
//   buono-load sqlite FOLDER SECONDS      raw durable commits, the yardstick beside them
//
// REQUESTS has one request a line, fields parted by tabs: method, path, token, key, body ("-" for none). They are
// asked in their order: the next by the connection that is free first, so keys that grow arrive as they grow.
// Prints one JSON object. --replies keeps "status TAB body" of every request, in the order of REQUESTS.
#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>

#include "lane.hpp"
#include "yardstick.hpp"

namespace load {
namespace {

struct Options {
    int port = 0;
    std::size_t connections = 64;
    std::string requests;
    std::string replies;
};

std::size_t number(std::string_view text) {
    std::size_t value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc{} || end != text.data() + text.size()) giveUp("not a number: " + std::string{text});
    return value;
}

Options read(int argc, char** argv) {
    Options o;
    for (int i = 2; i < argc; ++i) {
        const std::string_view name = argv[i];
        if (!name.starts_with("--")) {
            o.requests = name;
            continue;
        }
        if (++i == argc) giveUp("a value is missing after " + std::string{name});
        if (name == "--port")
            o.port = static_cast<int>(number(argv[i]));
        else if (name == "--connections")
            o.connections = number(argv[i]);
        else if (name == "--replies")
            o.replies = argv[i];
        else
            giveUp("unknown option " + std::string{name});
    }
    if (o.port == 0 || o.requests.empty()) giveUp("usage: buono-load http --port N REQUESTS");
    return o;
}

std::string rendered(std::string_view line) {
    std::string_view fields[5];
    for (int i = 0; i < 5; ++i) {
        const auto tab = line.find('\t');
        if ((tab == line.npos) != (i == 4)) giveUp("a request needs five fields");
        fields[i] = line.substr(0, tab);
        if (i < 4) line.remove_prefix(tab + 1);
    }
    const auto [method, path, token, key, body] = std::tie(fields[0], fields[1], fields[2], fields[3], fields[4]);
    std::string out;
    out.append(method).append(" ").append(path).append(" HTTP/1.1\r\nHost: localhost\r\n");
    if (token != "-") out.append("Authorization: Bearer ").append(token).append("\r\n");
    if (key != "-") out.append("Idempotency-Key: ").append(key).append("\r\n");
    if (body == "-") return out.append("\r\n");
    out.append("Content-Type: application/json\r\nContent-Length: ").append(std::to_string(body.size()));
    return out.append("\r\n\r\n").append(body);
}

using Lanes = std::vector<std::unique_ptr<Lane>>;

std::vector<std::string> requestsOf(const Options& o) {
    std::ifstream in{o.requests};
    if (!in) giveUp("cannot read " + o.requests);
    std::vector<std::string> requests;
    for (std::string line; std::getline(in, line);) requests.push_back(rendered(line));
    if (requests.empty()) giveUp("no requests in " + o.requests);
    return requests;
}

double run(Lanes& lanes, const std::vector<std::string>& requests, std::vector<Answered>& answers) {
    const int poll = epoll_create1(EPOLL_CLOEXEC);
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        epoll_event event{EPOLLIN, {.u64 = i}};
        epoll_ctl(poll, EPOLL_CTL_ADD, lanes[i]->open(), &event);
    }
    const auto begin = Clock::now();
    std::size_t asked = 0, answered = 0;
    const auto ask = [&](Lane& lane) {
        if (asked < requests.size()) lane.send(asked, requests[asked]), ++asked;
    };
    for (auto& lane : lanes) ask(*lane);
    epoll_event ready[256];
    while (answered < requests.size()) {
        const int count = epoll_wait(poll, ready, 256, 30'000);
        if (count == 0) giveUp("no answer for 30 seconds");
        for (int i = 0; i < count; ++i) {
            auto& lane = *lanes[ready[i].data.u64];
            if (!lane.receive(answers)) continue;
            ++answered;
            ask(lane);
        }
    }
    close(poll);
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

void print(const std::vector<Answered>& answers, double seconds) {
    std::vector<std::int64_t> times;
    std::map<int, std::size_t> statuses;
    for (const auto& a : answers) {
        times.push_back(a.us);
        ++statuses[a.status];
    }
    std::ranges::sort(times);
    const auto at = [&](double share) { return times[static_cast<std::size_t>(share * double(times.size() - 1))]; };
    std::cout << "{\"requests\":" << answers.size() << ",\"seconds\":" << seconds
              << ",\"rate\":" << double(answers.size()) / seconds << ",\"p50_us\":" << at(0.5)
              << ",\"p99_us\":" << at(0.99) << ",\"max_us\":" << times.back() << ",\"statuses\":{";
    const char* comma = "";
    for (const auto& [status, count] : statuses) {
        std::cout << comma << '"' << status << "\":" << count;
        comma = ",";
    }
    std::cout << "}}\n";
}

int http(const Options& o) {
    const auto requests = requestsOf(o);
    Lanes lanes;
    for (std::size_t i = 0; i < o.connections; ++i)
        lanes.push_back(std::make_unique<Lane>("127.0.0.1", o.port, !o.replies.empty()));
    std::vector<Answered> answers(requests.size());
    const auto seconds = run(lanes, requests, answers);
    print(answers, seconds);
    if (o.replies.empty()) return 0;
    std::ofstream out{o.replies};
    for (const auto& a : answers) out << a.status << '\t' << a.body << '\n';
    return out.flush() ? 0 : 1;
}

}  // namespace
}  // namespace load

int main(int argc, char** argv) {
    const std::string_view what = argc > 1 ? argv[1] : "";
    if (what == "http") return load::http(load::read(argc, argv));
    if (what == "sqlite" && argc == 4) return load::sqliteCommits(argv[2], static_cast<int>(load::number(argv[3])));
    load::giveUp(
        "usage: buono-load http --port N [--connections 64] [--replies FILE] REQUESTS | sqlite FOLDER SECONDS");
}
