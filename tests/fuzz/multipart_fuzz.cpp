// A form with files: texts are UTF-8, bounded in number, and no value holds the mark that ends it.
#include "adapters/http/multipart.hpp"

#include "adapters/http/target.hpp"
#include "input.hpp"

FUZZ(text) {
    const auto form = buono::http::readMultipart("multipart/form-data; boundary=Mark", text);
    if (!form) return;
    BUONO_CHECK(form->size() <= 32 && text.starts_with("--Mark"));
    for (const auto& [name, value] : *form) {
        BUONO_CHECK(!name.empty() && buono::http::isUtf8(name));
        BUONO_CHECK(value.find("\r\n--Mark") == std::string::npos && text.find(value) != std::string_view::npos);
    }
}
