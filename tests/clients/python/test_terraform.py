"""Terraform with the AWS provider: apply, use, an empty plan, destroy. A mirror of providers may be named by UNDERCAST_TERRAFORM_PLUGINS."""
import json
import os
import shutil
import subprocess
import tempfile
import unittest
import urllib.parse
import urllib.request
import zipfile

ENDPOINT = os.environ["UNDERCAST_ENDPOINT"]
CONFIGURATION = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "terraform", "main.tf")


@unittest.skipUnless(shutil.which("terraform"), "terraform is not installed")
class TerraformTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        shutil.copy(CONFIGURATION, self.folder)
        with zipfile.ZipFile(os.path.join(self.folder, "function.zip"), "w") as package:
            package.writestr("index.js", 'exports.handler = async () => ({ statusCode: 200, body: JSON.stringify({ hello: "world" }) });')
        mirror = os.environ.get("UNDERCAST_TERRAFORM_PLUGINS")
        found = self.terraform("init", "-input=false", *([f"-plugin-dir={mirror}"] if mirror else []))
        if found.returncode != 0:
            self.skipTest("the AWS provider cannot be had: set UNDERCAST_TERRAFORM_PLUGINS")

    def terraform(self, command, *options):
        return subprocess.run(["terraform", command, "-no-color", *options], cwd=self.folder, capture_output=True, text=True, timeout=300, env={
            **{k: v for k, v in os.environ.items() if k != "TF_CLI_CONFIG_FILE"}, "AWS_ENDPOINT_URL": ENDPOINT, "CHECKPOINT_DISABLE": "1"})

    def test_a_configuration_applies_stays_and_goes(self):
        applied = self.terraform("apply", "-auto-approve", "-input=false")
        self.assertEqual(0, applied.returncode, applied.stderr)
        try:
            outputs = json.loads(self.terraform("output", "-json").stdout)
            host = urllib.parse.urlparse(outputs["furl"]["value"]).netloc
            # Not every resolver knows the names below "localhost".
            for url, headers in ((f"{ENDPOINT}/_aws/execute-api/{outputs['api']['value']}/prod/hello", {}), (ENDPOINT, {"Host": host})):
                with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
                    self.assertEqual({"hello": "world"}, json.load(answer))
            # 2 stands for a plan that would change something.
            plan = self.terraform("plan", "-detailed-exitcode", "-input=false")
            self.assertEqual(0, plan.returncode, plan.stdout + plan.stderr)
        finally:
            destroyed = self.terraform("destroy", "-auto-approve", "-input=false")
        self.assertEqual(0, destroyed.returncode, destroyed.stderr)


if __name__ == "__main__":
    unittest.main()
