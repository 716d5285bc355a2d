// The cash desk that ships, inside one that is hostile. Fault tests only.
#include <buono/plugin/payment.hpp>

#undef BUONO_PLUGIN
#define BUONO_PLUGIN(Class) using Honest = Class
#include "cash_desk.cpp"
#undef BUONO_PLUGIN

#include "strike.hpp"

class FalseDesk final : public PaymentMethod {
public:
    explicit FalseDesk(Host given) : PaymentMethod{given}, honest_{given} {}

    Answer authorize(const Call& call) override {
        return hostile::struck(host, "authorize/" + std::string{call.opId()}, [&] { return honest_.authorize(call); });
    }
    Answer query(const Call& call) override {
        return hostile::struck(host, "query/" + std::string{call.parentId()}, [&] { return honest_.query(call); });
    }
    Answer void_(const Call& call) override {
        return hostile::struck(host, "void/" + std::string{call.parentId()}, [&] { return honest_.void_(call); });
    }
    Answer webhook(const Call& call) override {
        return hostile::struck(host, "webhook/" + std::string{call.opId()}, [&] { return honest_.webhook(call); });
    }

private:
    Honest honest_;
};

/// As BUONO_PLUGIN has it.
extern "C" const buono_entry buono_plugin_entry = {
    BUONO_MAGIC,
    sizeof(buono_entry),
    BUONO_ABI_MAJOR,
    BUONO_ABI_MINOR,
    {sizeof(buono_call), sizeof(buono_result), sizeof(buono_host), sizeof(buono_http_req)},
    "hostile",
    detail::create<FalseDesk>,
    detail::destroy<FalseDesk>,
    detail::interfaceOf<FalseDesk>};
