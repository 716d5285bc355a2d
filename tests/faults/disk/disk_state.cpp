#include "faults/disk/disk_state.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace buono::faults {
namespace {

constexpr std::size_t kSector = 512;

void put(std::string& content, std::int64_t offset, std::string_view bytes) {
    const auto at = static_cast<std::size_t>(offset);
    if (content.size() < at + bytes.size()) content.resize(at + bytes.size());  // A hole reads as zeros.
    std::copy(bytes.begin(), bytes.end(), content.begin() + offset);
}

}  // namespace

/// Decides what is kept, of all files together: Rest needs one order.
class DiskState::Chance {
public:
    /// @param first,end  the places of what is pending.
    Chance(Loss loss, Random& random, std::uint64_t first, std::uint64_t end)
        : loss_{loss}, random_{random}, torn_{first + random() % (end - first + 1)}, share_{1 + random() % 15} {}

    bool keepsTruncate(std::uint64_t place) { return keeps(place) || (loss_ == Loss::Sectors && coin()); }
    void write(std::string& content, std::uint64_t place, const Event& event) {
        if (keeps(place)) return put(content, event.offset, event.bytes);
        const bool torn = loss_ == Loss::Rest && place == torn_;
        if (!torn && loss_ != Loss::Sectors) return;
        const auto stop = torn ? random_() % (event.bytes.size() / kSector + 1) * kSector : event.bytes.size();
        const std::string_view all{event.bytes};
        // Sectors are the disk's, not the write's: a frame of the log begins within one.
        for (std::size_t at = 0; at < all.size();) {
            const auto into = (static_cast<std::size_t>(event.offset) + at) % kSector;
            const auto count = std::min(kSector - into, all.size() - at);
            if (torn ? at + count <= stop : coin())
                put(content, event.offset + static_cast<std::int64_t>(at), all.substr(at, count));
            at += count;
        }
    }
    /// How many of so many changes of names are kept.
    std::size_t names(std::size_t count) {
        if (loss_ == Loss::Nothing) return count;
        return loss_ == Loss::All ? 0 : random_() % (count + 1);
    }

private:
    bool coin() { return random_() % 16 < share_; }
    bool keeps(std::uint64_t place) {
        switch (loss_) {
            case Loss::Nothing: return true;
            case Loss::Rest: return place < torn_;
            case Loss::Some: return coin();
            case Loss::All:
            case Loss::Sectors: return false;
        }
        return false;
    }

    Loss loss_;
    Random& random_;
    std::uint64_t torn_;
    std::uint64_t share_;
};

DiskState::DiskState(const Files& files) {
    for (const auto& [name, content] : files) names_[name] = std::make_shared<Content>(Content{content, {}});
    durable_names_ = names_;
}

void DiskState::apply(const Event& event) {
    switch (event.kind) {
        case Event::Create: names_[event.file] = std::make_shared<Content>(); return pending_names_.push_back(names_);
        case Event::Delete: names_.erase(event.file); return pending_names_.push_back(names_);
        case Event::SyncNames: durable_names_ = names_; return pending_names_.clear();
        case Event::Write:
        case Event::Truncate: return names_.at(event.file)->pending.emplace_back(count_++, &event), void();
        case Event::Asked:
        case Event::Told: return;
        case Event::Sync: break;
    }
    auto& content = *names_.at(event.file);
    for (const auto& [place, one] : content.pending) {
        if (one->kind == Event::Write)
            put(content.durable, one->offset, one->bytes);
        else
            content.durable.resize(static_cast<std::size_t>(one->offset));
    }
    content.pending.clear();
}

bool DiskState::hasPending() const {
    return !pending_names_.empty() ||
           std::ranges::any_of(names_, [](const auto& one) { return !one.second->pending.empty(); });
}

bool DiskState::inCheckpoint() const {
    const auto found = names_.find("buono.db");
    return found != names_.end() && !found->second->pending.empty();
}

std::string DiskState::rebuilt(const Content& content, Chance& chance) {
    auto bytes = content.durable;
    for (const auto& [place, event] : content.pending) {
        if (event->kind == Event::Write)
            chance.write(bytes, place, *event);
        else if (chance.keepsTruncate(place))
            bytes.resize(static_cast<std::size_t>(event->offset));
    }
    return bytes;
}

Files DiskState::after(Loss loss, Random& random) const {
    std::uint64_t first = count_;
    for (const auto& [name, content] : names_)
        if (!content->pending.empty()) first = std::min(first, content->pending.front().first);
    Chance chance{loss, random, first, count_};
    const auto kept = chance.names(pending_names_.size());
    Files files;
    for (const auto& [name, content] : kept == 0 ? durable_names_ : pending_names_[kept - 1])
        files[name] = rebuilt(*content, chance);
    return files;
}

Files filesIn(const std::filesystem::path& folder) {
    Files files;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        const auto name = entry.path().filename().string();
        if (name.ends_with("-shm") || name.ends_with(".lock")) continue;
        std::ifstream in{entry.path(), std::ios::binary};
        files[name] = {std::istreambuf_iterator<char>{in}, {}};
    }
    return files;
}

void write(const Files& files, const std::filesystem::path& folder) {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    for (const auto& [name, content] : files) {
        std::ofstream out{folder / name, std::ios::binary};
        out.write(content.data(), static_cast<std::streamsize>(content.size()));
    }
}

}  // namespace buono::faults
