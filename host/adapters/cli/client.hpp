// Client: one HTTP client of a running host, logged in once.
//
// Used by the commands of `buono` that do not open the database. One thread. Answers larger than 64 MiB are
// cut off as an error; a connection that breaks is Unavailable, never taken for a refusal.
#pragma once

#include <functional>
#include <iosfwd>
#include <memory>
#include <string>

namespace buono::cli {

struct Answer {
    int status = 0;  ///< 0: the host cannot be reached.
    std::string body;
    bool done() const { return status >= 200 && status < 300; }
};

class Client {
public:
    /// @param url  http://HOST:PORT; TLS is the reverse proxy's.
    explicit Client(const std::string& url);
    ~Client();

    /// Logs in with BUONO_TOKEN, or BUONO_USER and BUONO_PASSWORD; without either it stays anonymous.
    Answer logIn();

    struct Question {
        std::string method = "GET";
        std::string path;
        std::string body{};
        std::string content_type = "application/json";
        std::string key{};  ///< Idempotency-Key; "" sends none.
    };
    Answer ask(const Question&);
    /// Streams the body of a GET to `out` instead of keeping it.
    Answer stream(const std::string& path, std::ostream& out);

private:
    struct Connection;
    std::unique_ptr<Connection> connection_;
    std::string token_;
};

/// "%20"-encodes what may not stand in a query.
std::string encoded(const std::string& text);

}  // namespace buono::cli
