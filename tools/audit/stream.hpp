// Stream: one TCP connection to a host, with TLS where the address says https. The certificate is checked against the
// machine's own authorities (or SSL_CERT_FILE, SSL_CERT_DIR) and the host's name; a deadline of 30 s a read.
#pragma once

#include <memory>
#include <string>

struct ssl_ctx_st;
struct ssl_st;

namespace audit {

struct Address {
    bool tls = false;
    std::string host;
    std::string port;
};

/// http(s)://host[:port][/]; anything else is CannotRead.
Address addressOf(const std::string& url);

class Stream {
public:
    explicit Stream(const Address& address);
    ~Stream();
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    void write(const std::string& bytes);
    /// Up to `count` bytes; 0 at the end.
    std::size_t read(char* to, std::size_t count);

private:
    void secure(const std::string& host);

    struct Free {
        void operator()(ssl_ctx_st* one) const;
        void operator()(ssl_st* one) const;
    };
    int socket_ = -1;
    std::unique_ptr<ssl_ctx_st, Free> context_;
    std::unique_ptr<ssl_st, Free> tls_;
};

}  // namespace audit
