#include "adapters/http/server/intake.hpp"

namespace buono::http {

Status Intake::readHeadOf(std::size_t size, const BodyCap& cap) {
    auto head = readHead(std::string_view{bytes_}.substr(0, size));
    if (!head) return head.error();
    if (head->body_bytes > 0 && head->body_bytes > cap(head->method, head->target))
        return Error{ErrorCode::TooLarge, {}, "the body is larger than this operation reads"};
    bytes_.erase(0, size);
    scan_ = HeadScan{};
    head_ = *std::move(head);
    return kOk;
}

Result<Intake::State> Intake::look(const BodyCap& cap) {
    if (!head_) {
        if (bytes_.empty()) return State::Empty;
        const auto size = scan_.look(bytes_);
        if (!size) return size.error();
        if (*size == 0) return State::Head;
        if (auto read = readHeadOf(*size, cap); !read) return read.error();
    }
    if (bytes_.size() >= head_->body_bytes) return State::Whole;
    return std::exchange(head_->expects_continue, false) ? State::Continue : State::Body;
}

Intake::Taken Intake::take() {
    BUONO_CHECK(head_ && bytes_.size() >= head_->body_bytes);
    const auto size = static_cast<std::size_t>(head_->body_bytes);
    Taken taken{*std::move(head_), {}};
    head_.reset();
    if (bytes_.size() == size) {
        taken.body.swap(bytes_);
    } else {
        taken.body = bytes_.substr(0, size);
        bytes_.erase(0, size);
    }
    return taken;
}

}  // namespace buono::http
