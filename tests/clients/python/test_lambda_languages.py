"""Functions in compiled languages through boto3: each is built as its people build it, uploaded and called."""
import io
import json
import os
import shutil
import subprocess
import tempfile
import unittest
import zipfile

from test_lambda import client, name, role


def archive(folder):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for root, _, files in os.walk(folder):
            for file in files:
                path = os.path.join(root, file)
                package.write(path, os.path.relpath(path, folder))
    return buffer.getvalue()


class LanguagesTest(unittest.TestCase):
    def run_function(self, runtime, handler, code, event):
        functions, function = client("lambda"), name()
        functions.create_function(FunctionName=function, Runtime=runtime, Handler=handler, Role=role(), Code={"ZipFile": code}, Timeout=60, MemorySize=512)
        self.addCleanup(functions.delete_function, FunctionName=function)
        answer = functions.invoke(FunctionName=function, Payload=json.dumps(event))
        payload = answer["Payload"].read().decode()
        self.assertNotIn("FunctionError", answer, payload)
        return json.loads(payload)

    @unittest.skipUnless(shutil.which("javac"), "the Java compiler is not installed")
    def test_java(self):
        with tempfile.TemporaryDirectory() as work:
            with open(f"{work}/Hello.java", "w") as source:
                source.write('package shop; import java.util.Map; public class Hello { public Map<String, Object> greet(Map<String, Object> event) { return Map.of("hello", event.get("name")); } }')
            subprocess.run(["javac", "-d", f"{work}/classes", f"{work}/Hello.java"], check=True)
            self.assertEqual({"hello": "Ada"}, self.run_function("java17", "shop.Hello::greet", archive(f"{work}/classes"), {"name": "Ada"}))

    def test_dotnet(self):
        with tempfile.TemporaryDirectory() as work:
            with open(f"{work}/Shop.csproj", "w") as project:
                project.write('<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><GenerateRuntimeConfigurationFiles>true</GenerateRuntimeConfigurationFiles></PropertyGroup></Project>')
            with open(f"{work}/Hello.cs", "w") as source:
                source.write('using System.IO; using System.Text.Json; namespace Shop; public class Hello { public Stream Greet(Stream input) { using var e = JsonDocument.Parse(input); '
                             'return new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(new { hello = e.RootElement.GetProperty("name").GetString() })); } }')
            subprocess.run(["dotnet", "publish", work, "-o", f"{work}/out", "--nologo", "-v", "quiet"], check=True, stdout=subprocess.DEVNULL)
            self.assertEqual({"hello": "Ada"}, self.run_function("dotnet10", "Shop::Shop.Hello::Greet", archive(f"{work}/out"), {"name": "Ada"}))

    @unittest.skipUnless(shutil.which("php"), "PHP is not installed")
    def test_php(self):
        with tempfile.TemporaryDirectory() as work:
            with open(f"{work}/index.php", "w") as source:
                source.write("<?php return function (array $event, $context) { return ['hello' => $event['name']]; };")
            self.assertEqual({"hello": "Ada"}, self.run_function("provided.al2023", "index.php", archive(work), {"name": "Ada"}))


if __name__ == "__main__":
    unittest.main()
