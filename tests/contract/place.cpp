#include "contract/place.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cstdlib>

namespace buono::test {
namespace {

namespace fs = std::filesystem;

std::string serverPrograms() {
    const fs::path versions = "/usr/lib/postgresql";
    if (!fs::exists(versions)) return {};
    for (const auto& version : fs::directory_iterator{versions})
        if (fs::exists(version.path() / "bin/initdb")) return (version.path() / "bin").string();
    return {};
}

/// A server that nobody else can reach: a socket in a folder of its own, no port. In memory where that can be: it must
/// run with fsync on, and what is tested is not the disk.
class Cluster {
public:
    static Cluster& instance() {
        static Cluster cluster;
        return cluster;
    }
    const std::string& directory() const { return directory_; }

private:
    // The shell makes the cluster, says so, and waits until our end of its input closes: that is our exit, even a
    // crash.
    static constexpr const char* kScript = R"(
        set -e
        dir=$(mktemp -d /dev/shm/buono-postgres-XXXXXX 2>/dev/null || mktemp -d /tmp/buono-postgres-XXXXXX)
        trap '"$1"/pg_ctl -D "$dir/data" -m immediate stop >/dev/null 2>&1; rm -rf "$dir"' EXIT
        "$1"/initdb -D "$dir/data" -U buono -A trust --locale=C -E UTF8 --no-sync >"$dir/log" 2>&1
        "$1"/pg_ctl -D "$dir/data" -l "$dir/log" -w -t 60 -o "-k $dir -c listen_addresses=" start >>"$dir/log" 2>&1
        echo "$dir"
        cat >/dev/null
    )";

    Cluster() {
        int in[2], out[2];
        BUONO_CHECK(::pipe2(in, O_CLOEXEC) == 0 && ::pipe2(out, O_CLOEXEC) == 0);
        pid_ = ::fork();
        if (pid_ == 0) run(in[0], out[1]);
        ::close(in[0]);
        ::close(out[1]);
        input_ = in[1];
        for (char c = 0; ::read(out[0], &c, 1) == 1 && c != '\n';) directory_ += c;
        ::close(out[0]);
        BUONO_CHECK(!directory_.empty());  // initdb or pg_ctl said why on stderr.
    }
    ~Cluster() {
        ::close(input_);
        ::waitpid(pid_, nullptr, 0);
    }

    [[noreturn]] static void run(int in, int out) {
        ::dup2(in, 0);
        ::dup2(out, 1);
        const auto programs = serverPrograms();
        if (::getuid() == 0)  // The server refuses to run as root.
            ::execlp("runuser", "runuser", "-u", "postgres", "--", "sh", "-c", kScript, "sh", programs.c_str(),
                     nullptr);
        ::execlp("sh", "sh", "-c", kScript, "sh", programs.c_str(), nullptr);
        ::_exit(127);
    }

    pid_t pid_ = 0;
    int input_ = -1;
    std::string directory_;
};

std::string urlOf(const std::string& database) {
    return "postgresql:///" + database + "?user=buono&host=" + Cluster::instance().directory();
}

}  // namespace

bool hasPostgres() { return !serverPrograms().empty(); }

std::string createPostgresDatabase(const std::string& options) {
    static int count = 0;
    const auto name = "t" + std::to_string(::getpid()) + "_" + std::to_string(++count);
    auto server = store::open(urlOf("postgres"), store::Mode::Writing);
    BUONO_CHECK(server.has_value());
    (*server)->script("CREATE DATABASE " + name + " " + options);
    return urlOf(name);
}

void letFactsBend(store::Connection& connection) {
    if (connection.engine() == store::Engine::Postgres)
        return connection.script("SET session_replication_role = replica");
    std::string drops;
    connection.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'",
                    [&](const store::Row& row) { drops += "DROP TRIGGER " + std::string{row.text(0)} + ";"; });
    connection.script(drops);
}

Place::Place(store::Engine engine, bool migrated) {
    if (engine == store::Engine::Postgres) {
        where_ = createPostgresDatabase();
    } else {
        auto name = (fs::temp_directory_path() / "buono-store-XXXXXX").string();
        directory_ = ::mkdtemp(name.data());
        where_ = directory_ / "buono.db";
    }
    if (migrated) BUONO_CHECK(store::migrate(*open(store::Mode::Writing), {1}).has_value());
}

Place::~Place() {
    if (!directory_.empty()) fs::remove_all(directory_);
}

std::unique_ptr<store::Connection> Place::open(store::Mode mode) const {
    auto opened = store::open(where_, mode);
    if (!opened) std::fprintf(stderr, "%s\n", opened.error().detail.c_str());
    BUONO_CHECK(opened.has_value());
    return *std::move(opened);
}

}  // namespace buono::test
