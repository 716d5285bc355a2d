// The city's key: a database keeps to the one it was made with, whichever host asks.
#include "contract/place.hpp"

namespace buono::test {
namespace {

using store::Mode;

class CityKey : public StoreTest {};
ON_BOTH_STORES(CityKey);

TEST_P(CityKey, TheFirstIsKeptAndAnotherIsRefusedForEver) {
    const Place place{GetParam()};
    const registers::Sha256 first{1}, other{2};
    for (int start = 0; start < 2; ++start) {
        const auto connection = place.open(Mode::Writing);
        EXPECT_TRUE(store::keepToKey(*connection, first));
        const auto refused = store::keepToKey(*connection, other);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().field, "data_directory");
        EXPECT_EQ(store::exitCodeOf(refused.error()), 78);
    }
}

TEST_P(CityKey, LookingAtItAgainWritesNothing) {
    const Place place{GetParam()};
    const auto connection = place.open(Mode::Writing);
    ASSERT_TRUE(store::keepToKey(*connection, {1}));
    const auto writes = connection->writes();
    ASSERT_TRUE(store::keepToKey(*connection, {1}));
    EXPECT_EQ(connection->writes(), writes);  // On a full disk a start can still read.
}

}  // namespace
}  // namespace buono::test
