# SPDX-License-Identifier: MIT
"""The packages for firmware: Zephyr's and ESP-IDF's CMake by stand-ins for theirs, and each check seen to find a fault.

With the build folder of a Meson build as PICOMLP_BUILD, flags are compared with those that Meson compiles by.
"""

import functools
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest
from argparse import Namespace
from pathlib import Path
from unittest import mock

TOOL = Path(__file__).resolve().parent
sys.path.insert(0, str(TOOL))

import cmsis_pack
import esp_idf_component
import firmware_files
import zephyr_module
from project import LIBRARY, LICENCE_LINE, Failure, licence, version

URL = "https://github.com/example/picomlp"
KINDS = {"zephyr": zephyr_module, "esp-idf": esp_idf_component, "cmsis-pack": cmsis_pack}


@functools.lru_cache
def made_by(kind):
    return KINDS[kind].files(Namespace(kind=kind, url=URL))


# Zephyr's commands, as far as the module and the sample use them: targets of the same names and reach.
ZEPHYR = """
project(Zephyr-Kernel LANGUAGES CXX)
add_library(zephyr_interface INTERFACE)
add_library(app STATIC)
target_link_libraries(app PRIVATE zephyr_interface)
macro(zephyr_library_named name)
  set(ZEPHYR_CURRENT_LIBRARY ${name})
  add_library(${name} STATIC)
  target_link_libraries(${name} PRIVATE zephyr_interface)
endmacro()
function(zephyr_library_sources)
  target_sources(${ZEPHYR_CURRENT_LIBRARY} PRIVATE ${ARGN})
endfunction()
function(zephyr_library_compile_options)
  target_compile_options(${ZEPHYR_CURRENT_LIBRARY} PRIVATE ${ARGN})
endfunction()
function(zephyr_include_directories)
  target_include_directories(zephyr_interface INTERFACE ${ARGN})
endfunction()
function(zephyr_compile_definitions_ifdef setting)
  if(${setting})
    target_compile_definitions(zephyr_interface INTERFACE ${ARGN})
  endif()
endfunction()
add_subdirectory(${PICOMLP_MODULE}/zephyr module)
"""

# ESP-IDF's project() adds the components; what a project's main component requires reaches it.
ESP_IDF = """
set(IDF_MAIN ${CMAKE_SOURCE_DIR}/main)
function(idf_component_register)
  cmake_parse_arguments(asked "" "" "SRCS;INCLUDE_DIRS" ${ARGN})
  add_library(${COMPONENT_LIB} STATIC ${asked_SRCS})
  target_include_directories(${COMPONENT_LIB} PUBLIC ${asked_INCLUDE_DIRS})
endfunction()
macro(project name)
  _project(${name} LANGUAGES CXX)
  set(COMPONENT_LIB __idf_picomlp)
  add_subdirectory(${PICOMLP_MODULE} picomlp)
  set(COMPONENT_LIB __idf_main)
  add_subdirectory(${IDF_MAIN} main)
  target_link_libraries(__idf_main PRIVATE __idf_picomlp)
endmacro()
"""


class Compiled:
    """How the program and the library would be compiled, by a sample's CMakeLists.txt and stand-ins."""

    def __init__(self, test, kind, sample, stand_in, settings):
        folder = tempfile.TemporaryDirectory()
        test.addCleanup(folder.cleanup)
        self.folder = Path(os.path.realpath(folder.name))
        module = self.folder / "module"
        for name, text in {**{f"module/{name}": text for name, text in made_by(kind).items()}, **stand_in}.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(text)
        command = ["cmake", "-S", module / sample, "-B", self.folder / "build", f"-DPICOMLP_MODULE={module}",
                   "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON",
                   # Nothing is compiled, so that a compiler need not be examined.
                   *(f"-DCMAKE_{language}_COMPILER_{said}" for language in ("C", "CXX")
                     for said in ("FORCED=1", "ID_RUN=1", "ID=GNU")),
                   *(f"-D{setting}=y" for setting in settings)]
        done = subprocess.run(command, text=True, capture_output=True, timeout=200, env={
            **os.environ, "ZEPHYR_BASE": str(self.folder / "zephyr"), "IDF_PATH": str(self.folder / "esp-idf")})
        test.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        commands = json.loads((self.folder / "build/compile_commands.json").read_text())
        self.words = {Path(one["file"]).relative_to(module).as_posix(): shlex.split(one["command"])
                      for one in commands}

    def flags(self, name):
        return [word for word in self.words[name] if word.startswith("-f")]

    def macros(self, name):
        return {word for word in self.words[name] if word.startswith("-DPICOMLP")}


def flags_of_meson(build):
    """Those of lib/meson.build by which Meson compiles a source of the library, by file."""
    said = set(re.findall(r"'(-f[^']+)'", (LIBRARY / "meson.build").read_text()))
    for one in json.loads((Path(build) / "compile_commands.json").read_text()):
        if one["file"].endswith("lib/picomlp/base/crc32.cpp"):
            return [word for word in shlex.split(one["command"]) if word in said]
    raise AssertionError("Meson does not compile crc32.cpp")


class ByCMake:
    """What the kinds that have a CMakeLists.txt are shown alike."""

    def test_flags_are_those_of_meson_and_the_librarys_alone(self):
        compiled = self.compiled("CONFIG_PICOMLP")
        self.assertEqual(sorted(compiled.words), sorted([self.program, "src/picomlp.cpp"]))
        flags = compiled.flags("src/picomlp.cpp")
        text = (LIBRARY / "meson.build").read_text()
        contract = re.findall(r"'(-[^']+)'", text.partition("contract_arguments =")[2].partition(")")[0])
        self.assertIn("-ffp-contract=off", contract)
        self.assertEqual([flag for flag in contract if flag not in flags], [])
        build = os.environ.get("PICOMLP_BUILD")
        if build:
            by_meson = flags_of_meson(build)
            self.assertLessEqual(set(contract), set(by_meson))
            # What a compiler of the build's has, and is not for its instruction set or machine.
            others = {"-fno-tree-vectorize", "-fno-tree-slp-vectorize", "-fno-vectorize", "-fno-slp-vectorize",
                      "-ftree-vectorize", "-fvect-cost-model=dynamic"}
            self.assertEqual([flag for flag in by_meson if flag not in flags and flag not in others], [])
        self.assertEqual(compiled.flags(self.program), [])

    def test_settings_reach_the_program_too(self):
        compiled = self.compiled("CONFIG_PICOMLP", "CONFIG_PICOMLP_ROUNDING_FUSED", "CONFIG_PICOMLP_FOR_SIZE")
        wanted = {"-DPICOMLP_ROUNDING_FUSED", "-DPICOMLP_FOR_SIZE"}
        self.assertEqual([compiled.macros(name) for name in (self.program, "src/picomlp.cpp")], [wanted, wanted])
        folder = f"-I{compiled.folder}/module/src"
        self.assertIn(folder, [re.sub(r"\w+/\.\./", "", word) for word in compiled.words[self.program]])


@unittest.skipUnless(shutil.which("cmake") and shutil.which("c++"), "there is no cmake or no compiler")
class ZephyrByCMake(ByCMake, unittest.TestCase):
    program = "samples/train_xor/src/main.cpp"

    def compiled(self, *settings):
        return Compiled(self, "zephyr", zephyr_module.SAMPLE, {"zephyr/ZephyrConfig.cmake": ZEPHYR}, settings)

    def test_arm_has_no_vectors_of_the_compilers(self):
        flags = self.compiled("CONFIG_PICOMLP", "CONFIG_ARM").flags("src/picomlp.cpp")
        self.assertEqual([flag for flag in ("-fno-tree-vectorize", "-fno-tree-slp-vectorize", "-fomit-frame-pointer")
                          if flag not in flags], [])

    def test_plain_code(self):
        compiled = self.compiled("CONFIG_PICOMLP", "CONFIG_PICOMLP_WITHOUT_VECTORS")
        self.assertEqual(compiled.macros(self.program), {"-DPICOMLP_WITHOUT_VECTORS"})
        self.assertIn("-fno-tree-vectorize", compiled.flags("src/picomlp.cpp"))

    def test_nothing_unless_asked_for(self):
        self.assertEqual(list(self.compiled().words), [self.program])


@unittest.skipUnless(shutil.which("cmake") and shutil.which("c++"), "there is no cmake or no compiler")
class EspIdfByCMake(ByCMake, unittest.TestCase):
    program = "examples/train_xor/main/main.cpp"

    def compiled(self, *settings):
        return Compiled(self, "esp-idf", esp_idf_component.EXAMPLE, {"esp-idf/tools/cmake/project.cmake": ESP_IDF},
                        settings)


class OfAKind:
    """What every kind is shown alike."""

    def complaints(self, name, old, new):
        made = made_by(self.kind)
        self.assertIn(old, made[name])
        texts = {**made, name: made[name].replace(old, new)}
        if old and not name.startswith("src/"):  # the two files are long, and in order
            with mock.patch.object(firmware_files.two_files, "complaints", return_value=[]):
                return list(KINDS[self.kind].complaints(texts, None))
        return list(KINDS[self.kind].complaints(texts, None))

    def found(self, name, old, new, complaint):
        self.assertEqual(self.complaints(name, old, new), [complaint])

    def test_what_was_written_is_in_order(self):
        self.assertEqual(self.complaints("LICENSE", "", ""), [])
        self.assertEqual(sorted(made_by(self.kind)), sorted(KINDS[self.kind].names(Namespace(kind=self.kind))))

    def test_licence(self):
        self.assertEqual(made_by(self.kind)["LICENSE"], licence())
        self.found("LICENSE", "MIT", "Our", "LICENSE: is not that of this checkout")

    def test_every_source_says_its_licence(self):
        name = next(name for name in made_by(self.kind) if name.endswith(("main.cpp", "train_xor.cpp")))
        self.found(name, LICENCE_LINE, "", f"{name}: has no line {LICENCE_LINE}")

    def test_what_stands_for_nothing(self):
        self.found("README.md", "on every target.", "on @TARGET@.", "README.md: @TARGET@ stands for nothing")

    def test_the_readme_is_of_this_version(self):
        self.found("README.md", f"# picomlp {version()}", "# picomlp 0.0.9",
                   f"README.md: is not of version {version()}")

    def test_the_two_files_are_checked(self):
        self.found("src/picomlp.h", "#pragma once", "#include <math.h>", "src/picomlp.h: includes math.h")

    def test_an_address_is_wanted(self):
        with self.assertRaisesRegex(Failure, f"^{self.kind}: --url is an address, https://...$"):
            KINDS[self.kind].files(Namespace(kind=self.kind, url="here"))


class Zephyr(OfAKind, unittest.TestCase):
    kind = "zephyr"

    def test_flags(self):
        self.found(zephyr_module.CMAKE, "-ffp-contract=off ", "",
                   "zephyr/CMakeLists.txt: the library is compiled without -ffp-contract=off")
        self.found(zephyr_module.CMAKE, "endif()\n\n", "endif()\nzephyr_compile_options(-ffp-contract=off)\n",
                   "zephyr/CMakeLists.txt: -ffp-contract=off is not for the library's source alone")
        self.found(zephyr_module.CMAKE, "src/picomlp.cpp", "src/other.cpp",
                   "zephyr/CMakeLists.txt: the source is not src/picomlp.cpp")

    def test_module(self):
        self.found(zephyr_module.MODULE, "cmake: zephyr", "cmake: cmake",
                   "zephyr/module.yml: build.cmake is ['cmake'] and not ['zephyr']")
        self.found(zephyr_module.MODULE, f"@v{version()}", "@v0.0.9", "zephyr/module.yml: pkg:github/example/picomlp"
                   "@v0.0.9 is not of version " + version())
        self.assertIsNone(zephyr_module.package_url("https://example.org/picomlp"))

    def test_kconfig(self):
        self.found(zephyr_module.KCONFIG, "endif # PICOMLP", "",
                   "zephyr/Kconfig: opens if choice choice, closes choice choice")
        self.found(zephyr_module.KCONFIG, "config PICOMLP_FOR_SIZE", "config PICOMLP_SMALL",
                   "zephyr/Kconfig: has no PICOMLP_FOR_SIZE, which CMakeLists.txt asks for")
        self.found(zephyr_module.KCONFIG, "default PICOMLP_ROUNDING_SEPARATE", "default PICOMLP_SEPARATE",
                   "zephyr/Kconfig: PICOMLP_SEPARATE is a default and no choice")
        self.found(zephyr_module.KCONFIG, "imply FPU\n", "select STD_CPP17\n",
                   "zephyr/Kconfig: a choice, STD_CPP..., cannot be selected")
        self.found(zephyr_module.KCONFIG, "\tdepends on CPP\n", "",
                   "zephyr/Kconfig: PICOMLP has no `depends on CPP`")

    def test_sample(self):
        name = f"{zephyr_module.SAMPLE}/sample.yaml"
        self.found(name, firmware_files.CHECKSUMS["fused"], "00000000",
                   f"{name}: does not expect {firmware_files.CHECKSUMS['fused']}, of fused")

    def test_manifest_of_the_readme(self):
        self.found("README.md", f"revision: v{version()}", "revision: main",
                   f"README.md: its manifest is not of v{version()}")


class EspIdf(OfAKind, unittest.TestCase):
    kind = "esp-idf"

    def test_flags(self):
        self.found(esp_idf_component.CMAKE, "-fno-lto", "",
                   "CMakeLists.txt: the library is compiled without -fno-lto")
        self.assertIn("CMakeLists.txt: flags are ${COMPONENT_LIB} PUBLIC and not PRIVATE",
                      self.complaints(esp_idf_component.CMAKE, "PRIVATE", "PUBLIC"))
        self.found(esp_idf_component.CMAKE, "PUBLIC PICOMLP_FOR_SIZE", "PRIVATE PICOMLP_FOR_SIZE",
                   "CMakeLists.txt: the setting PICOMLP_FOR_SIZE is not PUBLIC")
        self.found(esp_idf_component.CMAKE, "INCLUDE_DIRS src", "INCLUDE_DIRS include",
                   "CMakeLists.txt: registers another source than src/picomlp.cpp, or another folder of headers "
                   "than src")

    def test_kconfig(self):
        self.found(esp_idf_component.KCONFIG, "    endchoice", "", "Kconfig: opens menu choice, closes menu")

    def test_manifest(self):
        self.found(esp_idf_component.MANIFEST, version(), "0.0.9",
                   f"idf_component.yml: version is ['0.0.9'] and not {version()}")
        self.found(esp_idf_component.MANIFEST, "license: MIT", "",
                   "idf_component.yml: license is None and not MIT")
        self.found(esp_idf_component.MANIFEST, f'url: "{URL}"', "url: here",
                   "idf_component.yml: url is no address: ['here']")

    def test_example(self):
        name = "examples/train_xor/main/idf_component.yml"
        self.found(name, version(), "0.0.9", f"{name}: is not of version {version()}")
        self.found(name, "../../..", "..", f"{name}: does not use the component that it lies in")


class CmsisPack(OfAKind, unittest.TestCase):
    kind = "cmsis-pack"

    def pdsc(self, old, new, *complaints):
        self.assertEqual(self.complaints(cmsis_pack.DESCRIPTION_FILE, old, new),
                         [f"{cmsis_pack.DESCRIPTION_FILE}: {complaint}" for complaint in complaints])

    def test_files(self):
        both = ("variant Separate", "variant Fused")
        self.pdsc("src/picomlp.h\"", "src/c.h\"", *(f"{one} {said}" for one in both for said in (
            "names src/c.h, which is not there", "does not name src/picomlp.h")))
        self.pdsc("<license>LICENSE<", "<license>COPYING<", "the licence is LICENSE and not COPYING")

    def test_description(self):
        self.pdsc(f'<release version="{version()}"', '<release version="0.0.9"',
                  f"is of version ['0.0.9'], meson.build of {version()}")
        self.pdsc(f'Cversion="{version()}" isDefault', 'Cversion="0.0.9" isDefault',
                  f"variant Separate is of version 0.0.9, meson.build of {version()}")
        self.pdsc("<vendor>picomlp", "<vendor>another", "is not named by vendor and name")
        self.pdsc("picomlp/</url>", "picomlp</url>", f"url is no folder's address: {URL}")
        self.pdsc(cmsis_pack.FUSED, "", "variant Fused is not of its rounding")

    def test_no_xml(self):
        (complaint,) = self.complaints(cmsis_pack.DESCRIPTION_FILE, "</package>", "")
        self.assertRegex(complaint, "^picomlp.picomlp.pdsc: is no XML: ")


class Yaml(unittest.TestCase):
    def test_it_is_read_as_yaml_is(self):
        try:
            import yaml
        except ImportError:
            self.skipTest("there is no PyYAML")

        def flat(value, path=()):
            if isinstance(value, dict):
                return {key: one for name, inner in value.items() for key, one in flat(inner, (*path, name)).items()}
            return {".".join(path): [str(one) for one in (value if isinstance(value, list) else [value])]}

        for kind, name in (("zephyr", zephyr_module.MODULE), ("esp-idf", esp_idf_component.MANIFEST),
                           ("esp-idf", "examples/train_xor/main/idf_component.yml")):
            text = made_by(kind)[name]
            self.assertEqual(firmware_files.yaml_fields(text), flat(yaml.safe_load(text)))


if __name__ == "__main__":
    unittest.main()
