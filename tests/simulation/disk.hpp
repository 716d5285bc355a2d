// Disk: what survives the process, as tables in memory. Everything written is undone unless it was committed: a crash
// is lose(), and the next process finds the last commit, whole.
//
// A table also tells, until the commit, what was changed in which order: the checks read it there. One thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include <buono/check.hpp>

namespace buono::simulation {

class Disk {
public:
    class Part {
    public:
        explicit Part(Disk& disk) : disk_{disk} { disk.parts_.push_back(this); }
        virtual ~Part() = default;
        Part(const Part&) = delete;
        Part& operator=(const Part&) = delete;

        virtual void commit() = 0;
        virtual void lose() = 0;

    protected:
        void wrote() { ++disk_.writes_; }

    private:
        Disk& disk_;
    };

    /// How often anything was written: a refusal must not raise it.
    std::uint64_t writes() const { return writes_; }
    void commit() {
        for (auto* part : parts_) part->commit();
    }
    void lose() {
        for (auto* part : parts_) part->lose();
    }

private:
    std::vector<Part*> parts_;
    std::uint64_t writes_ = 0;
};

template <class Key, class Row>
class Table final : public Disk::Part {
public:
    struct Change {
        Key key;
        std::optional<Row> before;  ///< None: the row is new.
        std::optional<Row> after;   ///< None: it was erased.
    };
    using Disk::Part::Part;

    const Row* find(const Key& key) const {
        const auto at = rows_.find(key);
        return at == rows_.end() ? nullptr : &at->second;
    }
    std::optional<Row> copy(const Key& key) const {
        const auto* row = find(key);
        return row ? std::optional{*row} : std::nullopt;
    }
    bool contains(const Key& key) const { return rows_.contains(key); }
    const std::map<Key, Row>& rows() const { return rows_; }
    const std::vector<Change>& changes() const { return changes_; }

    void add(const Key& key, Row row) {
        BUONO_CHECK(!contains(key));
        put(key, std::move(row));
    }
    void put(const Key& key, Row row) {
        wrote();
        changes_.push_back({key, copy(key), row});
        rows_.insert_or_assign(key, std::move(row));
    }
    void erase(const Key& key) {
        const auto at = rows_.find(key);
        if (at == rows_.end()) return;
        wrote();
        changes_.push_back({key, std::move(at->second), std::nullopt});
        rows_.erase(at);
    }

    void commit() override { changes_.clear(); }
    void lose() override {
        for (auto change = changes_.rbegin(); change != changes_.rend(); ++change) {
            if (change->before)
                rows_.insert_or_assign(change->key, *std::move(change->before));
            else
                rows_.erase(change->key);
        }
        changes_.clear();
    }

private:
    std::map<Key, Row> rows_;
    std::vector<Change> changes_;
};

/// Rows that are only ever added.
template <class Row>
class Log final : public Disk::Part {
public:
    using Disk::Part::Part;

    const std::vector<Row>& rows() const { return rows_; }
    std::size_t committed() const { return committed_; }
    void add(Row row) {
        wrote();
        rows_.push_back(std::move(row));
    }
    /// Only for planted faults: the newest row is gone.
    void forgetLast() { rows_.pop_back(); }

    void commit() override { committed_ = rows_.size(); }
    void lose() override { rows_.resize(committed_); }

private:
    std::vector<Row> rows_;
    std::size_t committed_ = 0;
};

}  // namespace buono::simulation
