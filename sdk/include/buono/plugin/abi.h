/* The line between Buono and a plugin, version 1. Pure C: no C++ type, exception or ownership crosses it.
 *
 * R1  Every struct starts with its size. Members and functions are only ever appended; a reader looks at a
 *     member only when the size covers it (BUONO_HAS). Offsets below are frozen.
 * R2  Outcome 0 is UNKNOWN: a zeroed, half-written or missing answer can only mean "unknown".
 * R3  Memory never changes owner: inputs live until the call returns; results go into the caller's fixed-size
 *     buffers, or through host->emit().
 * R4  One call at a time in a process: a plugin needs no locks. The host runs more processes instead.
 * R5  Money is int64 minor units and an ISO 4217 code. No floating point anywhere.
 */
#ifndef BUONO_PLUGIN_ABI_H
#define BUONO_PLUGIN_ABI_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define BUONO_ABI_MAJOR 1u      /* breaks everything: a host refuses any other */
#define BUONO_ABI_MINOR 0u      /* grows: a host accepts a lower one and refuses a higher one */
#define BUONO_MAGIC 0x314f5542u /* "BUO1"; also the type of the ELF note that holds the manifest */
#define BUONO_HAS(ptr, member) \
    ((ptr) && (ptr)->size >= offsetof(__typeof__(*(ptr)), member) + sizeof((ptr)->member))

/* Not NUL-terminated; p may be NULL when n is 0. */
typedef struct buono_str {
    const char* p;
    uint64_t n;
} buono_str;

/* What the world outside did. Numbers are never reused. */
enum buono_outcome {
    BUONO_UNKNOWN = 0,     /* something may have happened: the host will ask with query or status */
    BUONO_APPROVED = 1,    /* it happened, for amount_minor */
    BUONO_DECLINED = 2,    /* the other side answered no, for good */
    BUONO_PENDING = 3,     /* accepted; the answer comes later */
    BUONO_NOT_SENT = 4,    /* nothing left this process; the host checks that */
    BUONO_NOT_FOUND = 5,   /* query and status only: they have never heard of it */
    BUONO_UNSUPPORTED = 6, /* this plugin does not do that */
    BUONO_INVALID = 7      /* the request itself is wrong; nothing was sent */
};

enum buono_op {
    /* payment method */
    BUONO_OP_AUTHORIZE = 1,
    BUONO_OP_CAPTURE = 2,
    BUONO_OP_VOID = 3, /* must accept a parent it has never seen, and refuse that parent from then on */
    BUONO_OP_REFUND = 4,
    BUONO_OP_QUERY = 5, /* what became of parent_id; changes nothing */
    BUONO_OP_WEBHOOK = 6,
    BUONO_OP_SETTLEMENT_IN = 7,
    BUONO_OP_PAYOUT_OUT = 8,
    /* provider */
    BUONO_OP_CATALOGUE = 32,
    BUONO_OP_QUOTE = 33,
    BUONO_OP_RESERVE = 34,
    BUONO_OP_REDEEM = 35,
    BUONO_OP_CANCEL = 36,
    BUONO_OP_STATUS = 37,
    BUONO_OP_ATTENDANCE = 38,
    BUONO_OP_GATEWAY = 39, /* an inbound request in the provider's own protocol */
    /* verifier: APPROVED = yes, DECLINED = no; ref is the receipt, valid_until_ms its end */
    BUONO_OP_ASK = 64,
    BUONO_OP_ASK_STATUS = 65
};

typedef struct buono_call {
    uint32_t size;
    uint32_t op;
    buono_str op_id;      /* idempotency key, made by the host, the same on every repeat of this operation */
    buono_str parent_id;  /* op_id of what is captured, voided, refunded, cancelled or asked about */
    buono_str ref;        /* result.ref of parent_id */
    int64_t amount_minor;
    char currency[4];     /* "EUR" and a NUL */
    uint32_t attempt;     /* 1 is the first */
    int64_t budget_ms;    /* time left; then the process is killed and the answer is UNKNOWN */
    buono_str data;       /* the operation's own document (JSON), or the bytes that arrived */
} buono_call;

typedef struct buono_result {
    uint32_t size;
    uint32_t outcome; /* the caller sets BUONO_UNKNOWN before the call */
    int64_t amount_minor;
    char currency[4];
    uint32_t reserved;
    int64_t check_after_ms;  /* PENDING: ask again no sooner than this; 0 = as the host likes */
    char ref[128];           /* their reference: shown to people, given back in later calls */
    char reason[64];         /* a code such as "insufficient_funds" or "pay_at_till" */
    char message[256];       /* for the operator, never for the payer; no personal data */
    char redirect_url[1024]; /* PENDING: where the payer must go */
    int64_t valid_until_ms;  /* PENDING or a verifier's yes: Unix time, 0 = no end known */
} buono_result;

enum buono_emit_kind { BUONO_EMIT_EVENT = 1, BUONO_EMIT_LINE = 2, BUONO_EMIT_FILE = 3, BUONO_EMIT_ITEM = 4 };

typedef struct buono_http_req {
    uint32_t size;
    uint32_t reserved;
    buono_str method;
    buono_str url;
    buono_str headers; /* "A: b\n"; the host fills in {{secret:NAME}} */
    buono_str body;
    int64_t timeout_ms;
} buono_http_req;

/* What became of the request, kept apart from the status of an answer. */
enum buono_http_transport {
    BUONO_HTTP_OK = 0,       /* an answer was read whole */
    BUONO_HTTP_NOT_SENT = 1, /* not granted, or never connected: nothing left */
    BUONO_HTTP_LOST = 2      /* sent at least in part, no whole answer: the outcome is UNKNOWN */
};

typedef struct buono_http_res {
    uint32_t size;
    int32_t transport;
    int32_t code;
    uint32_t reserved;
    char* body;   /* the plugin's buffer */
    uint64_t cap;
    uint64_t len; /* what the answer had, even when it is more than cap */
} buono_http_res;

/* voucher(): what a provider's gateway may ask about a code. Only the share of the provider of this call. */
enum buono_voucher_verb { BUONO_VOUCHER_CHECK = 1, BUONO_VOUCHER_CAPTURE = 2 };

typedef struct buono_voucher {
    uint32_t size;
    uint32_t outcome;
    int64_t amount_minor;
    char currency[4];
    uint32_t reserved;
    char ref[128];
    char reason[64];
} buono_voucher;

/* All a plugin ever has of the world: no file, socket, clock or secret of its own. -1 = absent or refused. */
typedef struct buono_host {
    uint32_t size;
    uint32_t abi_minor;
    void* ctx;
    int64_t (*now_ms)(void* ctx);
    void (*log)(void* ctx, int32_t level, buono_str text); /* 0 error, 1 warning, 2 information */
    int32_t (*config)(void* ctx, buono_str key, char* buf, uint64_t cap);                       /* length, or -1 */
    int32_t (*http)(void* ctx, const buono_http_req* req, buono_http_res* res);                 /* 0: see transport */
    int32_t (*sign)(void* ctx, buono_str secret, buono_str alg, buono_str data, char* hex, uint64_t cap); /* length */
    int32_t (*verify)(void* ctx, buono_str secret, buono_str alg, buono_str data, buono_str hex); /* 0 = genuine */
    int32_t (*kv_get)(void* ctx, buono_str key, char* buf, uint64_t cap, uint64_t* version);    /* length, or -1 */
    int32_t (*kv_put)(void* ctx, buono_str key, buono_str value, uint64_t if_version); /* 0 = durable; 0 creates */
    int32_t (*emit)(void* ctx, int32_t kind, buono_str data);
    int32_t (*voucher)(void* ctx, int32_t verb, buono_str code, int64_t cents, buono_voucher* out);
} buono_host;

/* 0 = the result is filled in; anything else is UNKNOWN. A NULL function is UNSUPPORTED. */
typedef int32_t (*buono_fn)(void* self, const buono_call* call, buono_result* result);

typedef struct buono_payment_v1 { /* "buono.payment/1" */
    uint32_t size;
    uint32_t reserved;
    buono_fn authorize, capture, void_, refund, query, webhook, settlement_in, payout_out;
} buono_payment_v1;

typedef struct buono_provider_v1 { /* "buono.provider/1" */
    uint32_t size;
    uint32_t reserved;
    buono_fn catalogue, quote, reserve, redeem, cancel, status, attendance, gateway;
} buono_provider_v1;

typedef struct buono_verifier_v1 { /* "buono.verifier/1" */
    uint32_t size;
    uint32_t reserved;
    buono_fn ask, status;
} buono_verifier_v1;

typedef struct buono_entry {
    uint32_t magic;
    uint32_t size;
    uint16_t abi_major;
    uint16_t abi_minor;
    uint32_t struct_sizes[4]; /* call, result, host, http_req: a build with other packing is refused */
    const char* sdk;          /* for messages: "buono-sdk 1.0.0, g++ 12.2" */
    void* (*create)(const buono_host* host);
    void (*destroy)(void* self);
    const void* (*interface_of)(void* self, const char* id);
} buono_entry;

/* The one symbol a plugin exports: DATA, so that it is checked before any function of the plugin is called. */
extern __attribute__((visibility("default"))) const buono_entry buono_plugin_entry;

#ifdef __cplusplus
}
#define BUONO_FROZEN(type, member, at) static_assert(offsetof(type, member) == (at), "frozen: " #type "." #member)
#else
#define BUONO_FROZEN(type, member, at) _Static_assert(offsetof(type, member) == (at), "frozen: " #type "." #member)
#endif

BUONO_FROZEN(buono_call, op_id, 8);
BUONO_FROZEN(buono_call, parent_id, 24);
BUONO_FROZEN(buono_call, ref, 40);
BUONO_FROZEN(buono_call, amount_minor, 56);
BUONO_FROZEN(buono_call, currency, 64);
BUONO_FROZEN(buono_call, attempt, 68);
BUONO_FROZEN(buono_call, budget_ms, 72);
BUONO_FROZEN(buono_call, data, 80);
BUONO_FROZEN(buono_result, outcome, 4);
BUONO_FROZEN(buono_result, amount_minor, 8);
BUONO_FROZEN(buono_result, currency, 16);
BUONO_FROZEN(buono_result, check_after_ms, 24);
BUONO_FROZEN(buono_result, ref, 32);
BUONO_FROZEN(buono_result, reason, 160);
BUONO_FROZEN(buono_result, message, 224);
BUONO_FROZEN(buono_result, redirect_url, 480);
BUONO_FROZEN(buono_result, valid_until_ms, 1504);
BUONO_FROZEN(buono_http_req, timeout_ms, 72);
BUONO_FROZEN(buono_http_res, len, 32);
BUONO_FROZEN(buono_voucher, ref, 24);
BUONO_FROZEN(buono_host, now_ms, 16);
BUONO_FROZEN(buono_host, emit, 80);
BUONO_FROZEN(buono_host, voucher, 88);
BUONO_FROZEN(buono_payment_v1, payout_out, 64);
BUONO_FROZEN(buono_provider_v1, gateway, 64);
BUONO_FROZEN(buono_verifier_v1, status, 16);
BUONO_FROZEN(buono_entry, struct_sizes, 12);
BUONO_FROZEN(buono_entry, sdk, 32);
BUONO_FROZEN(buono_entry, interface_of, 56);

#endif
