#include "adapters/http/pages/address.hpp"

#include <gtest/gtest.h>

namespace buono::http::pages {
namespace {

TEST(Address, KeepsWhatWasAskedThroughALogIn) {
    Request request;
    request.path = "/acquisto";
    request.query.add("servizio", "1 & 2");
    request.query.add("per", "è");
    EXPECT_EQ(addressOf(request), "/acquisto?servizio=1%20%26%202&per=%C3%A8");
}

TEST(Address, AnOutcomeIsNotSaidTwice) {
    Request request;
    request.path = "/area";
    request.query.add("esito", "fatto");
    EXPECT_EQ(addressOf(request), "/area");
}

TEST(Address, ARedirectNeverLeavesThisHost) {
    for (const auto* own : {"/", "/area", "/acquisto?servizio=1"}) EXPECT_TRUE(isOwnAddress(own)) << own;
    for (const auto* foreign : {"", "area", "//example.org", "/\\example.org", "https://example.org", "javascript:1"})
        EXPECT_FALSE(isOwnAddress(foreign)) << foreign;
}

}  // namespace
}  // namespace buono::http::pages
