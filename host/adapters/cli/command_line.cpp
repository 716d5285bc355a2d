#include "adapters/cli/command_line.hpp"

#include <CLI/CLI.hpp>

namespace buono::cli {
namespace {

constexpr const char* kFooter =
    "Commands with --config open the database themselves; the others are clients of a running host (--url) and log in\n"
    "with BUONO_TOKEN, or BUONO_USER and BUONO_PASSWORD, from the environment.\n"
    "Exit codes: 0 done, 1 refused, 2 usage, 69 host unreachable, 70 a write failed (restart and ask again),\n"
    "75 data directory in use, 78 configuration or plugin wrong.";

// CLI11 fills members of these while it parses; the one whose subcommand was named is the answer.
struct Slots {
    Serve serve;
    Migrate migrate;
    Doctor doctor;
    Backup backup;
    Restore restore;
    Import import;
    Export exporting;
    Award award;
    Settle settle;
    AuditExport audit_export;
    Clock clock;
    PluginInspect inspect;
    PluginNew starter;
};

void declareOwners(CLI::App& app, Slots& s) {
    auto* serve = app.add_subcommand("serve", "Open the database and serve the city");
    serve->add_option("--config", s.serve.config, "The TOML file; see host/deploy/buono.toml")->required();
    auto* migrate = app.add_subcommand("migrate", "Create the database or bring it to this version");
    migrate->add_option("--config", s.migrate.config, "The TOML file")->required();
    migrate->add_option("--manager", s.migrate.manager,
                        "Also create this city manager; the password is read from BUONO_PASSWORD");
    auto* doctor = app.add_subcommand("doctor", "Say what is wrong with an installation and what to do");
    doctor->add_option("--config", s.doctor.config, "The TOML file, for --offline");
    doctor->add_flag("--offline", s.doctor.offline, "Check files, keys and database without a running host");
}

void declareBackups(CLI::App& app, Slots& s) {
    auto* backup = app.add_subcommand("backup", "Copy the city as it is at this moment, while its host serves");
    backup->add_option("--config", s.backup.config, "The TOML file")->required();
    backup->add_option("folder", s.backup.folder, "A new folder; it has this name once the backup is whole")
        ->required();
    backup->add_option("--rate", s.backup.mib_a_second, "At most so many MiB a second: the disk is the payments' first")
        ->check(CLI::Range(1, 100'000))
        ->capture_default_str();
    backup
        ->add_option("--log-limit", s.backup.log_mib,
                     "Give way when the log has grown by so many MiB: payments pause once while it is moved")
        ->check(CLI::Range(1, 100'000))
        ->capture_default_str();
    auto* restore = app.add_subcommand("restore", "Check every byte of a backup and put it in the data directory");
    restore->add_option("--config", s.restore.config, "The TOML file; the city's master.key is in its data directory")
        ->required();
    restore->add_option("folder", s.restore.folder, "The backup")->required();
    restore->add_flag("--replace", s.restore.replace, "Move a city that is there aside, into replaced-TIME");
    restore->add_flag("--check", s.restore.only_check, "Only check the bytes; a host may be running");
}

void declareClients(CLI::App& app, Slots& s) {
    auto* import = app.add_subcommand("import", "Send a file, show what it would do, and confirm it if asked");
    import->add_option("kind", s.import.kind, "programme, catalogue, applications or credits")->required();
    import->add_option("file", s.import.file, "JSON for programme and catalogue, CSV for the others")
        ->required()
        ->check(CLI::ExistingFile);
    import->add_option("--into", s.import.into, "The programme or plan the rows belong to");
    import->add_flag("--confirm", s.import.confirm, "Write the accepted rows; without it nothing is written");
    auto* exporting = app.add_subcommand("export", "Print a document of the host");
    exporting->add_option("what", s.exporting.what, "ranking, import-errors, statements or payment-file")->required();
    exporting->add_option("id", s.exporting.id, "Of the programme, import or settlement")->required();
    exporting->add_option("--format", s.exporting.format, "json or csv, where there is a choice");
    auto* award = app.add_subcommand("award", "Award a ranked call within its sources");
    award->add_option("programme", s.award.programme)->required();
    award->add_option("--act", s.award.act_number, "Number of the manager's act")->required();
    award->add_option("--date", s.award.act_date, "Its date, YYYY-MM-DD")->required();
    auto* settle = app.add_subcommand("settle", "Propose what one debtor pays, or approve a proposal");
    settle->add_option("--debtor", s.settle.debtor, "city, or employer (the one of the log-in)");
    settle->add_option("--execution-date", s.settle.execution_date, "YYYY-MM-DD");
    settle->add_option("--approve", s.settle.approve, "The settlement to approve");
    auto* audit = app.add_subcommand("audit-export", "Print the journal as NDJSON, in order");
    audit->add_option("--from", s.audit_export.from, "First seq")->check(CLI::PositiveNumber);
    auto* clock = app.add_subcommand("clock", "Show the city's time beside the machine's, or confirm it after a jump");
    clock->add_option("--confirm", s.clock.confirm, "The time it is, in UTC, like 2026-03-01T08:00:00Z");
    auto* plugin = app.add_subcommand("plugin", "Plugins");
    plugin->require_subcommand(1);
    auto* inspect = plugin->add_subcommand("inspect", "Show a plugin's manifest without running it");
    inspect->add_option("file", s.inspect.file)->required();
    auto* starter = plugin->add_subcommand("new", "Write a folder from which a plugin of your own is built");
    starter->add_option("kind", s.starter.kind, "payment, provider or verifier")->required();
    starter->add_option("name", s.starter.name, "Its id: small letters, digits and _")->required();
    starter->add_option("--in", s.starter.where, "Folder to write it into")->capture_default_str();
}

CommandLine chosen(const CLI::App& app, Slots s, CommandLine line) {
    const auto name = app.get_subcommands().front()->get_name();
    if (name == "serve") line.command = std::move(s.serve);
    if (name == "migrate") line.command = std::move(s.migrate);
    if (name == "doctor") line.command = std::move(s.doctor);
    if (name == "backup") line.command = std::move(s.backup);
    if (name == "restore") line.command = std::move(s.restore);
    if (name == "import") line.command = std::move(s.import);
    if (name == "export") line.command = std::move(s.exporting);
    if (name == "award") line.command = std::move(s.award);
    if (name == "settle") line.command = std::move(s.settle);
    if (name == "audit-export") line.command = s.audit_export;
    if (name == "clock") line.command = std::move(s.clock);
    if (name == "plugin") {
        if (app.get_subcommands().front()->got_subcommand("new"))
            line.command = std::move(s.starter);
        else
            line.command = std::move(s.inspect);
    }
    return line;
}

}  // namespace

std::variant<CommandLine, int> readCommandLine(int argc, char** argv) {
    CLI::App app{"Buono, the payment platform of a city's welfare", "buono"};
    app.footer(kFooter);
    app.require_subcommand(1);
    app.fallthrough();
    CommandLine line;
    Slots slots;
    app.add_option("--url", line.url, "The running host")->capture_default_str();
    app.add_option("--key", line.key,
                   "Idempotency key, 16-64 visible ASCII characters; default: derived from what is asked");
    app.add_flag("--json", line.json, "Print one JSON object");
    declareOwners(app, slots);
    declareBackups(app, slots);
    declareClients(app, slots);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? 0 : static_cast<int>(Exit::Usage);
    }
    return chosen(app, std::move(slots), std::move(line));
}

}  // namespace buono::cli
