#include <cstdio>

#include "export_line.hpp"

namespace audit {
namespace {

constexpr std::size_t kLineMax = 4 << 20;  // 10,000 transfers are below 3 MB, whatever is written beside them.

class ExportFile final : public Database {
public:
    explicit ExportFile(const std::string& file)
        : name_{file}, file_{file == "-" ? stdin : std::fopen(file.c_str(), "rbe"), std::fclose} {
        if (!file_) throw CannotRead{file + ": cannot be opened"};
    }

    void journal(std::int64_t after, std::int64_t upto, const EachEntry& each) override {
        std::string line;
        for (std::int64_t number = 1; readLine(line); ++number) {
            if (!line_.read(line))
                throw CannotRead{name_ + ": line " + std::to_string(number) + " is not an entry of an export"};
            if (line_.row().seq > after && line_.row().seq <= upto) each(line_.row());
        }
    }
    bool isWhole() const override { return false; }
    bool has(const std::string&, const std::string&) override { return false; }
    void rows(const std::string&, const EachRow&) override { throw CannotRead{name_ + ": an export has no tables"}; }

private:
    bool readLine(std::string& line) {
        line.clear();
        for (int c = ::getc_unlocked(file_.get()); c != EOF; c = ::getc_unlocked(file_.get())) {
            if (c == '\n') return true;
            if (line.size() == kLineMax) throw CannotRead{name_ + ": a line is too long"};
            line += static_cast<char>(c);
        }
        if (std::ferror(file_.get())) throw CannotRead{name_ + ": cannot be read"};
        return !line.empty();
    }

    std::string name_;
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
    ExportLine line_;
};

bool isSqlite(const std::string& file) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> opened{std::fopen(file.c_str(), "rbe"), std::fclose};
    if (!opened) throw CannotRead{file + ": cannot be opened"};
    char start[16] = {};
    const auto count = std::fread(start, 1, sizeof start, opened.get());
    return count == sizeof start && std::string_view{start, 15} == "SQLite format 3";
}

}  // namespace

std::unique_ptr<Database> openExport(const std::string& file) { return std::make_unique<ExportFile>(file); }

std::unique_ptr<Database> open(const std::string& place) {
    if (place.starts_with("postgresql://") || place.starts_with("postgres://")) return openPostgres(place);
    if (place.starts_with("http://") || place.starts_with("https://")) return openHost(place);
    return place != "-" && isSqlite(place) ? openSqlite(place) : openExport(place);
}

}  // namespace audit
