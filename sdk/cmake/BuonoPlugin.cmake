# buono_add_plugin(NAME SOURCES file... MANIFEST plugin.json [SIMULATOR simulator.json])
# Builds NAME.so: one exported symbol, libstdc++ inside, nothing undefined, the manifest as an ELF note.
# The simulator, for buono-plugin-check, is laid beside it as NAME.simulator.json.
set(BUONO_PLUGIN_EXPORTS ${CMAKE_CURRENT_LIST_DIR}/exports.map)

function(buono_add_plugin name)
    cmake_parse_arguments(arg "" "MANIFEST;SIMULATOR" "SOURCES" ${ARGN})
    if(NOT arg_SOURCES OR NOT arg_MANIFEST)
        message(FATAL_ERROR "buono_add_plugin(${name}): name its SOURCES and its MANIFEST")
    endif()
    get_filename_component(manifest ${arg_MANIFEST} ABSOLUTE)
    file(SIZE ${manifest} bytes)
    if(bytes GREATER 65536)
        message(FATAL_ERROR "${manifest}: a manifest is at most 64 KiB")
    endif()
    # 0x314f5542 is BUONO_MAGIC; the owner "Buono" takes 8 bytes with its padding.
    set(note ${CMAKE_CURRENT_BINARY_DIR}/${name}.manifest.cpp)
    file(CONFIGURE OUTPUT ${note} CONTENT [[// The manifest of this plugin, where the host reads it without running the file.
__asm__(".pushsection .note.buono, \"a\", @note\n"
        ".balign 4\n.long 6\n.long 2f - 1f\n.long 0x314f5542\n.asciz \"Buono\"\n.balign 4\n"
        "1: .incbin \"@manifest@\"\n2: .balign 4\n.popsection");
]] @ONLY)
    set_source_files_properties(${note} PROPERTIES OBJECT_DEPENDS ${manifest})
    add_library(${name} MODULE ${arg_SOURCES} ${note})
    target_link_libraries(${name} PRIVATE buono::sdk)
    target_compile_features(${name} PRIVATE cxx_std_20)
    target_compile_options(${name} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fno-gnu-unique>)
    target_link_options(${name} PRIVATE -static-libstdc++ -static-libgcc -Wl,-z,defs -Wl,-z,now -Wl,-Bsymbolic
        -Wl,--exclude-libs,ALL -Wl,--version-script=${BUONO_PLUGIN_EXPORTS})
    set_target_properties(${name} PROPERTIES PREFIX "" CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
        SKIP_BUILD_RPATH ON LINK_DEPENDS ${BUONO_PLUGIN_EXPORTS})
    if(arg_SIMULATOR)
        get_filename_component(simulator ${arg_SIMULATOR} ABSOLUTE)
        set_property(TARGET ${name} APPEND PROPERTY LINK_DEPENDS ${simulator})
        add_custom_command(TARGET ${name} POST_BUILD VERBATIM
            COMMAND ${CMAKE_COMMAND} -E copy ${simulator} $<TARGET_FILE_DIR:${name}>/${name}.simulator.json)
    endif()
endfunction()
