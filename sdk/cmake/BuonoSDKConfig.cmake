include(${CMAKE_CURRENT_LIST_DIR}/BuonoSDKTargets.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/BuonoPlugin.cmake)
