#include "core/catalogue/index.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>

namespace buono::catalogue {
namespace {

/// What U+00C0 to U+017F fold to; a point stands for what is no letter.
constexpr std::string_view kLatin =
    "aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(kLatin.size() == 0x180 - 0xC0);

/// Letters that fold to two; the first stands in kLatin.
char second(unsigned point) {
    switch (point) {
        case 0xC6:
        case 0xE6:
        case 0x152:
        case 0x153: return 'e';  // ae, oe
        case 0xDF: return 's';
        case 0xDE:
        case 0xFE: return 'h';
        default: return 0;
    }
}

bool isMark(unsigned point) { return point >= 0x300 && point < 0x370; }  // An accent that follows its letter.

bool isContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

void appendAscii(std::string& out, char c) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const bool counts = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    out += counts ? c : ' ';
}

void appendPoint(std::string& out, unsigned point) {
    if (isMark(point)) return;
    const char letter = point >= 0xC0 && point < 0x180 ? kLatin[point - 0xC0] : '.';
    appendAscii(out, letter);
    if (const char more = second(point)) out += more;
}

/// Calls `each` with every word of a folded text.
template <class Each>
void forWords(std::string_view folded, const Each& each) {
    std::size_t at = 0;
    while ((at = folded.find_first_not_of(' ', at)) != folded.npos) {
        const auto end = std::min(folded.find(' ', at), folded.size());
        each(folded.substr(at, end - at));
        at = end;
    }
}

bool admits(const Search& search, const Service& service) {
    if (!search.area.empty() && service.area != search.area) return false;
    if (!search.category.empty() && service.category != search.category) return false;
    if (search.municipio != 0 && service.municipio != 0 && service.municipio != search.municipio) return false;
    if (!search.ente.isNil() && service.ente != search.ente) return false;
    return !search.max_price || service.price <= *search.max_price;
}

}  // namespace

std::string fold(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i++]);
        if (byte < 0x80) {
            appendAscii(out, text[i - 1]);
        } else if ((byte & 0xE0) == 0xC0 && i < text.size() && isContinuation(text[i])) {
            appendPoint(out, (byte & 0x1FU) << 6 | (static_cast<unsigned char>(text[i++]) & 0x3FU));
        } else {  // Longer than Latin, or not UTF-8: one space for all of it.
            while (i < text.size() && isContinuation(text[i])) ++i;
            out += ' ';
        }
    }
    return out;
}

Index::Index(const std::vector<Service>& services, const std::vector<Ente>& enti, const std::vector<Term>& terms,
             std::int64_t version)
    : version_{version} {
    std::unordered_map<Id, const Ente*, registers::IdHash> open;
    for (const auto& ente : enti)
        if (ente.accredited) open.emplace(ente.id, &ente);
    for (const auto& service : services) {
        const auto ente = open.find(service.ente);
        if (service.published && ente != open.end())
            activities_.push_back({service, ente->second->name, ente->second->slug});
    }
    std::sort(activities_.begin(), activities_.end(), [](const auto& a, const auto& b) {
        return std::tuple{fold(a.service.name.it), a.service.id} < std::tuple{fold(b.service.name.it), b.service.id};
    });
    std::map<std::pair<TermKind, std::string>, const Words*> names;
    for (const auto& term : terms) names[{term.kind, term.code}] = &term.name;
    const auto addTerm = [&](Place place, TermKind kind, const std::string& code) {
        addWords(place, code);
        if (const auto term = names.find({kind, code}); term != names.end()) {
            addWords(place, term->second->it);
            addWords(place, term->second->en);
        }
    };
    for (Place place = 0; place < activities_.size(); ++place) {
        const auto& [service, ente_name, ente_slug] = activities_[place];
        by_id_.emplace(service.id, place);
        auto& areas = areas_of_[service.ente];
        if (std::find(areas.begin(), areas.end(), service.area) == areas.end()) areas.push_back(service.area);
        for (const auto* text :
             {&service.name.it, &service.name.en, &service.description.it, &service.description.en, &ente_name})
            addWords(place, *text);
        addTerm(place, TermKind::Area, service.area);
        addTerm(place, TermKind::Category, service.category);
    }
    std::sort(words_.begin(), words_.end());
    words_.erase(std::unique(words_.begin(), words_.end()), words_.end());
    by_price_.resize(activities_.size());
    std::iota(by_price_.begin(), by_price_.end(), Place{0});
    std::stable_sort(by_price_.begin(), by_price_.end(),
                     [&](Place a, Place b) { return activities_[a].service.price < activities_[b].service.price; });
}

bool Index::offers(const Id& ente, std::string_view area) const {
    const auto areas = areas_of_.find(ente);
    if (areas == areas_of_.end()) return false;
    return area.empty() || std::find(areas->second.begin(), areas->second.end(), area) != areas->second.end();
}

void Index::addWords(Place place, std::string_view text) {
    forWords(fold(text), [&](std::string_view word) { words_.emplace_back(word, place); });
}

std::vector<Index::Place> Index::matching(std::string_view word) const {
    std::vector<Place> places;
    auto at = std::lower_bound(words_.begin(), words_.end(), word,
                               [](const auto& one, std::string_view wanted) { return one.first < wanted; });
    for (; at != words_.end() && at->first.starts_with(word); ++at) places.push_back(at->second);
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    return places;
}

Found Index::find(const Search& search) const {
    // How many of the query's words each activity has.
    std::vector<std::uint32_t> hits(activities_.size(), 0);
    std::uint32_t wanted = 0;
    forWords(fold(search.text), [&](std::string_view word) {
        ++wanted;
        for (const auto place : matching(word)) ++hits[place];
    });
    Found found;
    for (std::size_t i = 0; i < activities_.size(); ++i) {
        const auto place = search.order == Order::Price ? by_price_[i] : static_cast<Place>(i);
        if (hits[place] != wanted || !admits(search, activities_[place].service)) continue;
        if (found.total >= search.from && found.page.size() < search.limit) found.page.push_back(&activities_[place]);
        ++found.total;
    }
    return found;
}

const Activity* Index::activity(const Id& service) const {
    const auto at = by_id_.find(service);
    return at == by_id_.end() ? nullptr : &activities_[at->second];
}

}  // namespace buono::catalogue
