// The table of bytes that are no request: each row is what a hostile or broken client sent and the status it must get.
//
// framing_test asks the parser, server_test sends every row over a socket and sees the connection closed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace buono::test {

struct Malformed {
    std::string name;
    std::string bytes;
    int status;
};

inline std::string repeated(std::string_view text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += text;
    return out;
}

/// A request whose only fault is the line `fields` after a good Host; GET without a body.
inline std::string withFields(std::string_view fields) {
    return "GET /x HTTP/1.1\r\nHost: a\r\n" + std::string{fields} + "\r\n\r\n";
}
inline std::string withLine(std::string_view line) { return std::string{line} + "\r\nHost: a\r\n\r\n"; }

inline void addRequestLines(std::vector<Malformed>& rows) {
    const auto line = [&](const char* name, std::string_view text, int status = 400) {
        rows.push_back({std::string{"line: "} + name, withLine(text), status});
    };
    line("no version", "GET /x");
    line("no target", "GET HTTP/1.1");
    line("empty target", "GET  HTTP/1.1");
    line("two spaces after the target", "GET /x  HTTP/1.1");
    line("tab between", "GET\t/x\tHTTP/1.1");
    line("space before", " GET /x HTTP/1.1");
    line("space after", "GET /x HTTP/1.1 ");
    line("space in the target", "GET /x y HTTP/1.1");
    line("method is no token", "G(T /x HTTP/1.1");
    line("method with a quote", "\"GET\" /x HTTP/1.1");
    line("method with a colon", "GET: /x HTTP/1.1");
    line("method is empty", "/x HTTP/1.1");
    line("method above ASCII", "GE\xC3\x89 /x HTTP/1.1");
    line("method with NUL", std::string_view{"GE\0T /x HTTP/1.1", 16});
    line("target above ASCII", "GET /\xC3\xA8 HTTP/1.1");
    line("target with NUL", std::string_view{"GET /x\0 HTTP/1.1", 16});
    line("target with DEL", "GET /x\x7F HTTP/1.1");
    line("target with a fragment", "GET /x#y HTTP/1.1");
    line("target without a slash", "GET x HTTP/1.1");
    line("target is absolute", "GET http://a/x HTTP/1.1");
    line("target is an authority", "CONNECT a:443 HTTP/1.1");
    line("target is an asterisk", "OPTIONS * HTTP/1.1");
    line("target is a backslash", "GET \\x HTTP/1.1");
    line("protocol in lower case", "GET /x http/1.1");
    line("other protocol", "GET /x HTCPCP/1.0");
    line("version without a point", "GET /x HTTP/11");
    line("version of three digits", "GET /x HTTP/1.11");
    line("version of letters", "GET /x HTTP/a.b");
    line("version 0.9", "GET /x HTTP/0.9", 505);
    line("version 1.2", "GET /x HTTP/1.2", 505);
    line("version 2.0", "GET /x HTTP/2.0", 505);
    line("version 9.9", "GET /x HTTP/9.9", 505);
    line("preface of HTTP/2", "PRI * HTTP/2.0", 505);
    line("carriage return inside", "GET /x\r HTTP/1.1");
    rows.push_back({"line: TLS hello", std::string{"\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03\n", 12}, 400});
    rows.push_back({"line: empty before", "\r\n" + withLine("GET /x HTTP/1.1"), 400});
    rows.push_back({"line: LF before", "\n" + withLine("GET /x HTTP/1.1"), 400});
    rows.push_back({"line: nothing but an empty one", "\r\n\r\n", 400});
    rows.push_back({"line: too long", withLine("GET /" + std::string(9'000, 'a') + " HTTP/1.1"), 431});
    rows.push_back({"line: method too long", withLine(std::string(9'000, 'A') + " /x HTTP/1.1"), 431});
}

inline void addLineEndings(std::vector<Malformed>& rows) {
    const auto add = [&](const char* name, std::string bytes) {
        rows.push_back({std::string{"ending: "} + name, std::move(bytes), 400});
    };
    add("bare LF everywhere", "GET /x HTTP/1.1\nHost: a\n\n");
    add("bare LF after the request line", "GET /x HTTP/1.1\nHost: a\r\n\r\n");
    add("bare LF after a header", "GET /x HTTP/1.1\r\nHost: a\nX: y\r\n\r\n");
    add("bare LF at the end", "GET /x HTTP/1.1\r\nHost: a\r\n\n");
    add("bare LF inside a value", withFields("X: a\nTransfer-Encoding: chunked"));
    add("bare CR inside a value", withFields("X: a\rY: b"));
    add("CR CR LF", "GET /x HTTP/1.1\r\r\nHost: a\r\n\r\n");
    add("CR CR LF after a header", "GET /x HTTP/1.1\r\nHost: a\r\r\n\r\n");
    add("folded with a space", withFields("X: a\r\n b"));
    add("folded with a tab", withFields("X: a\r\n\tb"));
    add("folded Host", "GET /x HTTP/1.1\r\nHost:\r\n a\r\n\r\n");
    add("folded first header", "GET /x HTTP/1.1\r\n Host: a\r\n\r\n");
    add("folded Content-Length", "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n 1\r\n\r\na");
    add("a line of one space", withFields("X: a\r\n "));
    add("folded and far too long", withFields("X: a\r\n " + std::string(9'000, 'b')));
}

inline void addHosts(std::vector<Malformed>& rows) {
    const auto with = [&](const char* name, std::string_view fields) {
        rows.push_back({std::string{"host: "} + name, "GET /x HTTP/1.1\r\n" + std::string{fields} + "\r\n", 400});
    };
    with("absent", "");
    with("absent, others there", "X: a\r\nY: b\r\n");
    with("absent in 1.0's clothes", "Hosts: a\r\n");
    with("empty", "Host:\r\n");
    with("empty but spaces", "Host:   \r\n");
    with("twice the same", "Host: a\r\nHost: a\r\n");
    with("twice different", "Host: a\r\nHost: b\r\n");
    with("twice, other letters", "Host: a\r\nhOST: b\r\n");
    with("twice, apart", "Host: a\r\nX: y\r\nHost: b\r\n");
    with("a list", "Host: a, b\r\n");
    with("with a path", "Host: a/b\r\n");
    with("with a user", "Host: u@a\r\n");
    with("with a scheme", "Host: http://a\r\n");
    with("with a space", "Host: a b\r\n");
    with("with a percent", "Host: a%00\r\n");
    with("with a quote", "Host: \"a\"\r\n");
    with("with an angle", "Host: <a>\r\n");
    with("above ASCII", "Host: citt\xC3\xA0\r\n");
    rows.push_back({"host: too long", "GET /x HTTP/1.1\r\nHost: " + std::string(256, 'a') + "\r\n\r\n", 400});
    rows.push_back({"host: absent in 1.0", "GET /x HTTP/1.0\r\n\r\n", 400});
}

inline void addLengths(std::vector<Malformed>& rows) {
    const auto with = [&](const char* name, std::string_view fields, int status = 400) {
        rows.push_back({std::string{"length: "} + name,
                        "POST /x HTTP/1.1\r\nHost: a\r\n" + std::string{fields} + "\r\n\r\nabcde", status});
    };
    with("twice the same", "Content-Length: 5\r\nContent-Length: 5");
    with("twice different", "Content-Length: 5\r\nContent-Length: 6");
    with("twice, other letters", "Content-Length: 5\r\ncontent-length: 5");
    with("a list of the same", "Content-Length: 5, 5");
    with("a list of different", "Content-Length: 5, 6");
    with("a list with nothing", "Content-Length: 5,");
    with("empty", "Content-Length:");
    with("negative", "Content-Length: -1");
    with("with a plus", "Content-Length: +5");
    with("hexadecimal", "Content-Length: 0x5");
    with("with a fraction", "Content-Length: 5.0");
    with("with an exponent", "Content-Length: 5e0");
    with("with a space inside", "Content-Length: 5 5");
    with("with a letter", "Content-Length: 5a");
    with("a word", "Content-Length: five");
    with("quoted", "Content-Length: \"5\"");
    with("beyond 64 bits", "Content-Length: 18446744073709551616");
    with("far beyond 64 bits", "Content-Length: 99999999999999999999999999999999");
    with("beyond the cap by one", "Content-Length: 1001", 413);
    with("the largest of 63 bits", "Content-Length: 9223372036854775807", 413);
    with("the largest of 64 bits", "Content-Length: 18446744073709551615", 413);
}

inline void addTransferEncodings(std::vector<Malformed>& rows) {
    const auto with = [&](const char* name, std::string_view fields, int status = 411) {
        rows.push_back({std::string{"transfer: "} + name,
                        "POST /x HTTP/1.1\r\nHost: a\r\n" + std::string{fields} + "\r\n\r\n0\r\n\r\n", status});
    };
    with("chunked", "Transfer-Encoding: chunked");
    with("chunked, other letters", "TRANSFER-ENCODING: CHUNKED");
    with("chunked, lower", "transfer-encoding: chunked");
    with("identity", "Transfer-Encoding: identity");
    with("gzip", "Transfer-Encoding: gzip");
    with("gzip and chunked", "Transfer-Encoding: gzip, chunked");
    with("chunked twice", "Transfer-Encoding: chunked, chunked");
    with("chunked on two lines", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked");
    with("empty", "Transfer-Encoding:");
    with("unknown", "Transfer-Encoding: xchunked");
    with("with a tab", "Transfer-Encoding:\tchunked");
    with("quoted", "Transfer-Encoding: \"chunked\"");
    with("before a length", "Transfer-Encoding: chunked\r\nContent-Length: 5");
    with("after a length", "Content-Length: 5\r\nTransfer-Encoding: chunked");
    with("identity after a length", "Content-Length: 5\r\nTransfer-Encoding: identity");
    with("space before the colon", "Transfer-Encoding : chunked", 400);
    with("a control character before", "\x0BTransfer-Encoding: chunked", 400);
    with("a control character inside",
         "Transfer-Encoding: \x0B"
         "chunked",
         400);
}

inline void addFields(std::vector<Malformed>& rows) {
    const auto with = [&](const char* name, std::string_view fields, int status = 400) {
        rows.push_back({std::string{"field: "} + name, withFields(fields), status});
    };
    with("space before the colon", "X : a");
    with("tab before the colon", "X\t: a");
    with("no colon", "X");
    with("no colon, a value", "X a");
    with("no name", ": a");
    with("only a colon", ":");
    with("name with a space", "X Y: a");
    with("name with a slash", "X/Y: a");
    with("name with brackets", "X(Y): a");
    with("name with a quote", "\"X\": a");
    with("name with an at", "X@Y: a");
    with("name with braces", "{X}: a");
    with("name with an equals", "X=Y: a");
    with("name with a comma", "X,Y: a");
    with("name with a semicolon", "X;Y: a");
    with("name with NUL", std::string_view{"X\0Y: a", 6});
    with("name above ASCII", "X\xC3\xA8: a");
    with("value with NUL", std::string_view{"X: a\0b", 6});
    with("value with a bell", "X: a\x07");
    with("value with an escape", "X: \x1B[2J");
    with("value with DEL", "X: a\x7F");
    with("Authorization twice", "Authorization: Bearer a\r\nAuthorization: Bearer b");
    with("Cookie twice", "Cookie: a=1\r\nCookie: b=2");
    with("Content-Type twice", "Content-Type: a/b\r\nContent-Type: a/b");
    with("Idempotency-Key twice", "Idempotency-Key: 1\r\nIdempotency-Key: 2");
    with("If-Match twice", "If-Match: \"1\"\r\nIf-Match: \"2\"");
    with("X-CSRF-Token twice", "X-CSRF-Token: a\r\nX-CSRF-Token: b");
    with("Origin twice", "Origin: http://a\r\nOrigin: http://b");
    with("Expect twice", "Expect: 100-continue\r\nExpect: 100-continue");
    with("unknown expectation", "Expect: 200-ok");
    with("two expectations", "Expect: 100-continue, 200-ok");
    with("Connection is no list", "Connection: close keep-alive");
    with("a hundred and one fields", repeated("X: a\r\n", 100) + "Y: b", 431);
    with("a thousand fields", repeated("X: a\r\n", 1'000) + "Y: b", 431);
    with("name too long", std::string(9'000, 'n') + ": a", 431);
    with("value too long", "X: " + std::string(9'000, 'v'), 431);
    with("a head of 33 KiB", repeated("X: " + std::string(1'000, 'v') + "\r\n", 33) + "Y: b", 431);
    with("a head of 1 MB", repeated("X: " + std::string(8'000, 'v') + "\r\n", 130) + "Y: b", 431);
    with("one cookie of 40 KB", "Cookie: a=" + std::string(40'000, 'c'), 431);
}

inline std::vector<Malformed> malformedRequests() {
    std::vector<Malformed> rows;
    addRequestLines(rows);
    addLineEndings(rows);
    addHosts(rows);
    addLengths(rows);
    addTransferEncodings(rows);
    addFields(rows);
    return rows;
}

}  // namespace buono::test
