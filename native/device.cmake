# The crypto device and its table of libwolfssl as a static library, and the pair of endpoints in memory, for the tests and the
# benchmarks in C. Those link libwolfssl, which the shim itself never does.
include_guard(GLOBAL)

find_package(Threads REQUIRED)
find_library(WOLFSSL_LIBRARY wolfssl REQUIRED)

file(GLOB device_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/src/libcrypto*.c)

function(tlsmgm_compile target)
    set_target_properties(${target} PROPERTIES C_STANDARD 11 C_STANDARD_REQUIRED ON C_EXTENSIONS OFF
                          C_VISIBILITY_PRESET hidden)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Werror)
    if(NOT CMAKE_BUILD_TYPE)
        target_compile_options(${target} PRIVATE -O2)
    endif()
endfunction()

add_library(tlsmgm_device STATIC ${device_sources} ${CMAKE_CURRENT_LIST_DIR}/src/wolf.c)
target_include_directories(tlsmgm_device PUBLIC ${CMAKE_CURRENT_LIST_DIR}/src)
target_link_libraries(tlsmgm_device PUBLIC Threads::Threads ${CMAKE_DL_LIBS})
tlsmgm_compile(tlsmgm_device)

add_library(tlsmgm_pair STATIC ${CMAKE_CURRENT_LIST_DIR}/bench/pair.c)
target_include_directories(tlsmgm_pair PUBLIC ${CMAKE_CURRENT_LIST_DIR}/bench)
target_link_libraries(tlsmgm_pair PUBLIC tlsmgm_device ${WOLFSSL_LIBRARY})
tlsmgm_compile(tlsmgm_pair)

# In front of libwolfssl, for programs that link it: to come before tlsmgm_pair.
if(TARGET tlsmgm-wolfssl-interpose)
    add_library(tlsmgm_interposed INTERFACE)
    target_link_options(tlsmgm_interposed INTERFACE -Wl,--no-as-needed)
    target_link_libraries(tlsmgm_interposed INTERFACE tlsmgm-wolfssl-interpose)
    target_compile_definitions(tlsmgm_interposed INTERFACE INTERPOSE="$<TARGET_FILE:tlsmgm-wolfssl-interpose>")
endif()
