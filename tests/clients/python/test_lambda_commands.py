"""The commands of this cloud's own binary for functions: invoke and logs."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from test_lambda import client, name, package, role

PORT = os.environ["UNDERCAST_ENDPOINT"].rsplit(":", 1)[1]


def undercast(*arguments, **more):
    return subprocess.run(["dotnet", os.environ["UNDERCAST_DLL"], *arguments, "--port", PORT], capture_output=True, text=True, timeout=60, **more)


@unittest.skipUnless(shutil.which("node"), "Node.js is not installed")
class CommandTest(unittest.TestCase):
    def test_invoke_prints_the_answer_and_logs_what_was_printed(self):
        function = name()
        code = package(index__js="exports.handler = async (e) => { console.log('seen', e.a); if (e.fail) throw new Error('no'); return e; };")
        client("lambda").create_function(FunctionName=function, Runtime="nodejs22.x", Handler="index.handler", Role=role(), Code={"ZipFile": code})
        done = undercast("invoke", function, "-", input='{"a": 5}')
        self.assertEqual((0, {"a": 5}), (done.returncode, json.loads(done.stdout)), done.stderr)
        self.assertIn("INFO\tseen 5", done.stderr)
        failed = undercast("invoke", function, "-", input='{"fail": 1}')
        self.assertEqual((1, "no"), (failed.returncode, json.loads(failed.stdout)["errorMessage"]))
        printed = undercast("logs", function, "--filter", "seen")
        self.assertEqual(["INFO\tseen 5", "INFO\tseen undefined"], [line.split("\t", 2)[2] for line in printed.stdout.splitlines()], printed.stderr)

    def run_on(self, *arguments):
        """A command that goes on, and its lines as they come."""
        process = subprocess.Popen(["dotnet", os.environ["UNDERCAST_DLL"], *arguments, "--port", PORT], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process.stdout

    def test_logs_are_followed(self):
        function = name()
        client("lambda").create_function(FunctionName=function, Runtime="nodejs22.x", Handler="index.handler", Role=role(), Code={"ZipFile": package(index__js="exports.handler = async (e) => { console.log('seen', e.n); };")})
        lines = self.run_on("logs", function, "-f", "--filter", "seen")
        for n in (1, 2):
            client("lambda").invoke(FunctionName=function, Payload=json.dumps({"n": n}))
            self.assertTrue(next(lines).endswith(f"\tseen {n}\n"))

    def test_a_watched_folder_is_the_code_of_the_next_call(self):
        function = name()
        client("lambda").create_function(FunctionName=function, Runtime="nodejs22.x", Handler="index.handler", Role=role(), Code={"ZipFile": package(index__js="exports.handler = async () => 'old';")})
        with tempfile.TemporaryDirectory() as folder:
            write = lambda text: pathlib.Path(folder, "index.js").write_text(f"exports.handler = async () => '{text}';")
            write("first")
            lines = self.run_on("invoke", function, "--watch", folder)
            for text in ("first", "second", "third"):
                write(text)
                self.assertIn(f'"{text}"\n', iter(lambda: next(lines), f'"{text}" never'))
                self.assertEqual(f'"{text}"'.encode(), client("lambda").invoke(FunctionName=function)["Payload"].read())

    def test_what_is_not_there_is_said_in_one_line(self):
        gone = undercast("invoke", "nothing-here")
        self.assertEqual((1, "undercast: Function not found: arn:aws:lambda:us-east-1:000000000000:function:nothing-here\n"), (gone.returncode, gone.stderr))


if __name__ == "__main__":
    unittest.main()
