// A plugin's manifest, as its author wrote it.
#include "adapters/plugins/manifest.hpp"

#include "input.hpp"

FUZZ(text) {
    const auto manifest = buono::plugins::parseManifest(text);
    if (!manifest) return BUONO_CHECK(manifest.error().detail.size() < 10'000);
    BUONO_CHECK(!manifest->id.empty() && !manifest->operations.empty() && manifest->deadline_ms > 0);
    BUONO_CHECK(manifest->kv_bytes >= 0 && manifest->min_minor >= 0 && manifest->max_minor >= manifest->min_minor);
}
