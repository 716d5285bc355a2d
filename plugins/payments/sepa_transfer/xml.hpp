// Xml: reads a bank's XML from front to back, one element, text or end at a time.
//
// Not an XML library: no document type, no entity of the file's own, nothing looked up elsewhere. Bounded: bytes,
// depth, attributes; memory is that of one text. Names are given without their prefix. Views the bytes it was made
// with.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sepa {

class Xml {
public:
    static constexpr std::size_t kBytesMax = 4U << 20;
    static constexpr std::size_t kDepthMax = 32;
    static constexpr std::size_t kAttributesMax = 16;

    enum class Event { Open, Text, Close, End, Broken };

    explicit Xml(std::string_view bytes);

    /// After End or Broken: the same again.
    Event next();
    std::string_view name() const { return name_; }     ///< Open and Close.
    const std::string& text() const { return text_; }   ///< Text: entities and CDATA read. May come in pieces.
    std::size_t depth() const { return open_.size(); }  ///< Elements that are open; Close: before it was closed.
    /// Open: as it is written, prefix and all; "" when it is not there.
    std::string_view attribute(std::string_view name) const;
    /// Open: the name space its prefix, or none, is declared for here; "" when it is declared further out.
    std::string_view space() const;

private:
    struct Attribute {
        std::string_view name;
        std::string_view value;
    };

    Event broken();
    Event readText();
    Event readData();
    Event readOpen();
    Event readClose();
    bool readAttribute();
    bool readReference();
    bool skipPast(std::string_view end);
    std::string_view takeName();
    void skipBlanks();
    bool take(std::string_view expected);

    std::string_view left_;
    std::vector<std::string_view> open_;  ///< Whole names.
    std::vector<Attribute> attributes_;
    std::string_view name_;
    std::string text_;
    bool empty_ = false;   ///< The element just opened is closed by itself.
    bool closed_ = false;  ///< The element just closed is still in open_.
    bool rooted_ = false;
    bool broken_ = false;
};

}  // namespace sepa
