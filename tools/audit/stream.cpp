#include "stream.hpp"

#include <netdb.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "database.hpp"

namespace audit {
namespace {

int connected(const Address& address) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (const int wrong = ::getaddrinfo(address.host.c_str(), address.port.c_str(), &hints, &found))
        throw CannotRead{address.host + ": " + ::gai_strerror(wrong)};
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> all{found, ::freeaddrinfo};
    for (const auto* one = found; one; one = one->ai_next) {
        const int made = ::socket(one->ai_family, SOCK_STREAM | SOCK_CLOEXEC, one->ai_protocol);
        if (made < 0) continue;
        const timeval deadline{30, 0};
        ::setsockopt(made, SOL_SOCKET, SO_RCVTIMEO, &deadline, sizeof deadline);
        ::setsockopt(made, SOL_SOCKET, SO_SNDTIMEO, &deadline, sizeof deadline);
        if (::connect(made, one->ai_addr, one->ai_addrlen) == 0) return made;
        ::close(made);
    }
    throw CannotRead{address.host + ":" + address.port + ": " + std::strerror(errno)};
}

std::string tlsError() {
    char text[256];
    ERR_error_string_n(ERR_get_error(), text, sizeof text);
    return text;
}

}  // namespace

Address addressOf(const std::string& url) {
    Address address;
    address.tls = url.starts_with("https://");
    auto rest = url.substr(address.tls ? 8 : 7);
    if (rest.ends_with('/')) rest.pop_back();
    const auto bracket = rest.starts_with('[') ? rest.find(']') : std::string::npos;
    const auto colon = rest.find(':', bracket == std::string::npos ? 0 : bracket);
    address.host = bracket == std::string::npos ? rest.substr(0, colon) : rest.substr(1, bracket - 1);
    address.port = colon == std::string::npos ? (address.tls ? "443" : "80") : rest.substr(colon + 1);
    const bool digits = !address.port.empty() && address.port.find_first_not_of("0123456789") == std::string::npos;
    if (address.host.empty() || !digits || address.host.find_first_of("/@?# \r\n") != std::string::npos)
        throw CannotRead{url + ": write http(s)://host[:port]"};
    return address;
}

void Stream::Free::operator()(ssl_ctx_st* one) const { SSL_CTX_free(one); }
void Stream::Free::operator()(ssl_st* one) const { SSL_free(one); }

Stream::Stream(const Address& address) : socket_{connected(address)} {
    if (!address.tls) return;
    try {
        secure(address.host);
    } catch (...) {
        ::close(socket_);
        throw;
    }
}

void Stream::secure(const std::string& host) {
    context_.reset(SSL_CTX_new(TLS_client_method()));
    SSL_CTX_set_min_proto_version(context_.get(), TLS1_2_VERSION);
    SSL_CTX_set_default_verify_paths(context_.get());
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    tls_.reset(SSL_new(context_.get()));
    SSL_set_fd(tls_.get(), socket_);
    SSL_set_tlsext_host_name(tls_.get(), host.c_str());
    const bool named = X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(tls_.get()), host.c_str()) == 1 ||
                       SSL_set1_host(tls_.get(), host.c_str()) == 1;
    if (named && SSL_connect(tls_.get()) == 1) return;
    const auto verdict = SSL_get_verify_result(tls_.get());
    throw CannotRead{host + ": " + (verdict != X509_V_OK ? X509_verify_cert_error_string(verdict) : tlsError())};
}

Stream::~Stream() {
    if (tls_) SSL_shutdown(tls_.get());
    ::close(socket_);
}

void Stream::write(const std::string& bytes) {
    for (std::size_t sent = 0; sent < bytes.size();) {
        const auto left = bytes.size() - sent;
        const auto count = tls_ ? SSL_write(tls_.get(), bytes.data() + sent, static_cast<int>(left))
                                : ::send(socket_, bytes.data() + sent, left, MSG_NOSIGNAL);
        if (count <= 0) throw CannotRead{"the host took no request"};
        sent += static_cast<std::size_t>(count);
    }
}

std::size_t Stream::read(char* to, std::size_t count) {
    const auto got = tls_ ? SSL_read(tls_.get(), to, static_cast<int>(count)) : ::recv(socket_, to, count, 0);
    if (got < 0 && (!tls_ || SSL_get_error(tls_.get(), static_cast<int>(got)) != SSL_ERROR_ZERO_RETURN))
        throw CannotRead{"the host did not answer in time"};
    return got < 0 ? 0 : static_cast<std::size_t>(got);
}

}  // namespace audit
