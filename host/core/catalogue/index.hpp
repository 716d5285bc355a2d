// Index: finds services by word and filter. Built once from the rows of a catalogue, then never changed.
//
// Words are folded (case and accents do not count) and matched from their beginning: "nuo" finds "Nuoto". Every word of
// a query must be found, in name, description, ente, area or category. Only published services of accredited enti are
// in it. Immutable: any number of threads may read one Index at once.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/catalogue/space.hpp"

namespace buono::catalogue {

enum class Order : std::uint8_t { Price, Name };

struct Search {
    std::string text;
    std::string area;  ///< Empty for any, as below.
    std::string category;
    int municipio = 0;  ///< A service of the whole city is found in each.
    Id ente;
    std::optional<Money> max_price;
    Order order = Order::Name;
    std::size_t from = 0;
    std::size_t limit = 50;
};

/// One service as the public sees it.
struct Activity {
    Service service;
    std::string ente_name;
    std::string ente_slug;
};

struct Found {
    std::vector<const Activity*> page;  ///< Live as long as the Index.
    std::size_t total = 0;
};

class Index {
public:
    Index(const std::vector<Service>& services, const std::vector<Ente>& enti, const std::vector<Term>& terms,
          std::int64_t version);

    Found find(const Search& search) const;
    /// Nothing for what is not on show.
    const Activity* activity(const Id& service) const;
    /// Whether this ente has anything on show in this area; "" asks for any area.
    bool offers(const Id& ente, std::string_view area) const;
    std::int64_t version() const { return version_; }

private:
    using Place = std::uint32_t;  ///< In activities_, which stands in the order of names.

    void addWords(Place place, std::string_view text);
    std::vector<Place> matching(std::string_view word) const;

    std::vector<Activity> activities_;
    std::vector<Place> by_price_;
    std::vector<std::pair<std::string, Place>> words_;  ///< Sorted: the words that begin alike stand together.
    std::unordered_map<Id, Place, registers::IdHash> by_id_;
    std::unordered_map<Id, std::vector<std::string>, registers::IdHash> areas_of_;  ///< By ente, each area once.
    std::int64_t version_;
};

/// Lower-case ASCII letters and digits: "Caffè" -> "caffe"; everything else becomes a space.
std::string fold(std::string_view text);

}  // namespace buono::catalogue
