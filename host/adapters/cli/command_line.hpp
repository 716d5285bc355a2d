// CommandLine: what was asked of `buono` on the command line, read and checked, nothing done yet.
//
// A value type. readCommandLine() prints help and usage errors itself and answers the exit code then.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

namespace buono::cli {

/// Exit codes, fixed for scripts (the numbers of sysexits.h where they have one).
enum class Exit : int {
    Done = 0,
    Refused = 1,  ///< The host answered no; the problem is printed.
    Usage = 2,
    Unavailable = 69,    ///< The host cannot be reached.
    StoreFailed = 70,    ///< A write failed: the outcome is unknown, restart and ask again.
    InUse = 75,          ///< Another process has the data directory.
    Configuration = 78,  ///< The configuration or a plugin is wrong.
};

struct Serve {
    std::string config;
};
struct Migrate {
    std::string config;
    std::string manager;
};
struct Doctor {
    std::string config;
    bool offline = false;
};
struct Backup {
    std::string config, folder;
    int mib_a_second = 64, log_mib = 256;
};
struct Restore {
    std::string config, folder;
    bool replace = false;
    bool only_check = false;
};
struct Import {
    std::string kind, file, into;
    bool confirm = false;
};
struct Export {
    std::string what, id, format;
};
struct Award {
    std::string programme, act_number, act_date;
};
struct Settle {
    std::string debtor, execution_date, approve;
};
struct AuditExport {
    std::uint64_t from = 1;
};
struct Clock {
    std::string confirm;
};
struct PluginInspect {
    std::string file;
};
struct PluginNew {
    std::string kind, name, where = ".";
};

struct CommandLine {
    std::variant<std::monostate, Serve, Migrate, Doctor, Backup, Restore, Import, Export, Award, Settle, AuditExport,
                 Clock, PluginInspect, PluginNew>
        command;
    std::string url = "http://127.0.0.1:8080";  ///< Of the running host, for the commands that are its clients.
    std::string key;                            ///< Idempotency key; "" derives one from the command and its files.
    bool json = false;                          ///< Print one JSON object instead of words.
};

/// Either a command, or the code to exit with because help was asked or the usage is wrong.
std::variant<CommandLine, int> readCommandLine(int argc, char** argv);

}  // namespace buono::cli
