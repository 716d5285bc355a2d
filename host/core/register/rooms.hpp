// What imports let others reach: reads anywhere, changes on the writer's thread only.
#pragma once

#include "core/register/imports.hpp"

namespace buono::registers {

struct ImportViews {
    const Imports& imports;
    const TableReader& tables;
    const ImportKinds& kinds;  ///< To check before the change; write() is the writer's.
};

struct ImportChanges {
    StageImport& stage;
    ConfirmImport& confirm;
    DiscardImport& discard;
};

}  // namespace buono::registers
