#include "audit/program.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <regex>
#include <stdexcept>
#include <thread>

namespace city {
namespace {

std::string readAll(int from) {
    std::string all;
    char piece[4096];
    for (ssize_t count = 0; (count = ::read(from, piece, sizeof piece)) > 0;)
        all.append(piece, static_cast<std::size_t>(count));
    ::close(from);
    return all;
}

}  // namespace

Answer audit(std::vector<std::string> arguments, std::vector<std::string> environment) {
    arguments.insert(arguments.begin(), BUONO_AUDIT);
    std::vector<char*> words;
    for (auto& one : arguments) words.push_back(one.data());
    words.push_back(nullptr);
    int out[2], error[2];
    if (::pipe2(out, O_CLOEXEC) != 0 || ::pipe2(error, O_CLOEXEC) != 0) throw std::runtime_error{"pipe"};
    const auto child = ::fork();
    if (child == 0) {
        ::dup2(out[1], STDOUT_FILENO);
        ::dup2(error[1], STDERR_FILENO);
        for (auto& one : environment) ::putenv(one.data());
        ::execv(words[0], words.data());
        ::_exit(127);
    }
    ::close(out[1]);
    ::close(error[1]);
    Answer answer;
    std::thread reader{[&] { answer.error = readAll(error[0]); }};
    answer.out = readAll(out[0]);
    reader.join();
    int status = 0;
    rusage used{};
    ::wait4(child, &status, 0, &used);
    answer.rss_kb = used.ru_maxrss;
    answer.exit = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return answer;
}

std::string Answer::faults() const {
    static const std::regex kFault{"  NOT PROVEN  ([a-z]+)"};
    std::string names;
    for (std::sregex_iterator one{out.begin(), out.end(), kFault}, end; one != end; ++one)
        names += (names.empty() ? "" : " ") + (*one)[1].str();
    return names;
}

std::string Answer::told(const std::string& check) const {
    const auto from = out.find("NOT PROVEN  " + check);
    if (from == std::string::npos) return {};
    const auto begin = out.find('\n', from) + 1;
    auto end = begin;
    while (out.compare(end, 16, std::string(16, ' ')) == 0) end = out.find('\n', end) + 1;
    return out.substr(begin, end - begin);
}

}  // namespace city
