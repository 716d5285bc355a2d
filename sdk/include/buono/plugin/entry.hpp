// BUONO_PLUGIN: makes the C tables of abi.h from a class, and exports them. Included by the three kinds.
//
// Nothing thrown leaves the plugin: an exception is UNKNOWN, because what it interrupted may have happened.
#pragma once

#include <exception>
#include <string_view>
#include <type_traits>

#include <buono/plugin/host.hpp>

#define BUONO_SDK_VERSION "1.0.0"
#if defined(__clang__)
#define BUONO_SDK_COMPILER "clang++ " __clang_version__
#else
#define BUONO_SDK_COMPILER "g++ " __VERSION__
#endif

namespace buono::plugin::detail {

template <class T, auto Method>
std::int32_t thunk(void* self, const buono_call* call, buono_result* result) noexcept {
    try {
        put(*result, (static_cast<T*>(self)->*Method)(Call{*call}));
        return 0;
    } catch (const std::exception& caught) {
        put(result->message, caught.what());
    } catch (...) {
    }
    put(result->reason, "exception");
    result->outcome = BUONO_UNKNOWN;
    return 0;
}

/// The functions of T seen as a Kind; each kind's header specialises it.
template <class T, class Kind>
struct Table;

template <class T, class Kind>
const void* functionsOf(std::string_view id) {
    return id == Table<T, Kind>::kId ? &Table<T, Kind>::kFunctions : nullptr;
}

template <class T>
void* create(const buono_host* host) noexcept {
    try {
        return new T(Host{host});
    } catch (...) {
        return nullptr;
    }
}

template <class T>
void destroy(void* self) noexcept {
    delete static_cast<T*>(self);
}

template <class T>
const void* interfaceOf(void*, const char* id) noexcept {
    return functionsOf<T, typename T::Kind>(id);
}

}  // namespace buono::plugin::detail

/// Once in a plugin, at file scope, outside any namespace.
#define BUONO_PLUGIN(Class)                                                                     \
    extern "C" {                                                                                \
    const buono_entry buono_plugin_entry = {                                                    \
        BUONO_MAGIC,                                                                            \
        sizeof(buono_entry),                                                                    \
        BUONO_ABI_MAJOR,                                                                        \
        BUONO_ABI_MINOR,                                                                        \
        {sizeof(buono_call), sizeof(buono_result), sizeof(buono_host), sizeof(buono_http_req)}, \
        "buono-sdk " BUONO_SDK_VERSION ", " BUONO_SDK_COMPILER,                                 \
        buono::plugin::detail::create<Class>,                                                   \
        buono::plugin::detail::destroy<Class>,                                                  \
        buono::plugin::detail::interfaceOf<Class>};                                             \
    }                                                                                           \
    static_assert(true)
