using System.Text.Json;

namespace Undercast.Functions.Tests;

public sealed class SpareTests : Fixture
{
    private static string StateOf(int pid) => File.Exists($"/proc/{pid}/stat") ? File.ReadAllText($"/proc/{pid}/stat").Split(") ", 2)[1][..1] : "gone";

    // Other tests have interpreters below this process too: a function's own are known by its name, which their environment carries.
    private static int[] InterpretersOf(FunctionSpec spec) => [.. PeerProcesses.TreeOf(Environment.ProcessId).Where(p => EnvironmentOf(p).Contains($"AWS_LAMBDA_FUNCTION_NAME={spec.Name}"))];

    private static int InterpreterOf(FunctionSpec spec) => Assert.Single(InterpretersOf(spec));

    private static string[] EnvironmentOf(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/environ").Split('\0');
        }
        catch (IOException)
        {
            return [];
        }
    }

    [NeedsFact("node")]
    public async Task A_spare_becomes_a_function_with_its_files_variables_and_modules()
    {
        await InvokeAsync(Node("exports.handler = async () => 1;"));
        await EventuallyAsync(() => Pool.Spares == 1);
        var code = Code("index.js", "exports.handler = async () => [process.env.OWN, process.cwd(), require('fs').readFileSync('data.txt', 'utf8'), require('./lib/part').x, process.env.UNDERCAST_SPARE ?? null];");
        Add(code, "data.txt", "data");
        Add(code, "lib/part.js", "exports.x = 5;");
        var spec = Spec("nodejs22.x", code, "index.handler", "other") with { Environment = new Dictionary<string, string> { ["OWN"] = "ö" } };
        var answer = await AnswerAsync(spec);
        Assert.Equal(["ö", "data", "5"], new[] { answer[0].ToString(), answer[2].ToString(), answer[3].ToString() });
        Assert.Equal(JsonValueKind.Null, answer[4].ValueKind);
        Assert.Equal(1, Pool.SparesUsed);
    }

    [NeedsFact("python3")]
    public async Task A_spare_of_Python_finds_its_layers_and_its_log_settings()
    {
        await InvokeAsync(Python("def handler(event, context):\n    return 1\n"));
        await EventuallyAsync(() => Pool.Spares == 1);
        var layer = Code("python/shared.py", "X = 7\n");
        var spec = Spec("python3.12", Code("app.py", "import shared, os\ndef handler(event, context):\n    return [shared.X, os.getcwd() == os.environ['LAMBDA_TASK_ROOT']]\n"), "app.handler", "other") with { LayerDirectory = layer };
        Assert.Equal("[7, true]", (await InvokeAsync(spec)).Payload);
        Assert.Equal(1, Pool.SparesUsed);
    }

    [NeedsFact("node")]
    public async Task A_spare_grows_and_shrinks_to_its_function()
    {
        await InvokeAsync(Node("exports.handler = async () => 1;"));
        foreach (var (megabytes, name) in new[] { (3008, "large"), (128, "small"), (1024, "medium") })
        {
            await EventuallyAsync(() => Pool.Spares == 1);
            Assert.Equal("2", (await InvokeAsync(Node("exports.handler = async () => 2;") with { Key = name, MemoryMegabytes = megabytes })).Payload);
        }
        Assert.Equal(3, Pool.SparesUsed);
    }

    [NeedsFact("node")]
    public async Task A_function_that_changes_how_its_interpreter_starts_has_no_spare()
    {
        await InvokeAsync(Node("exports.handler = async () => 1;"));
        await EventuallyAsync(() => Pool.Spares == 1);
        var spec = Node("exports.handler = async () => require('v8').getHeapStatistics().heap_size_limit < 100e6;") with { Environment = new Dictionary<string, string> { ["NODE_OPTIONS"] = "--max-old-space-size=40" } };
        Assert.Equal("true", (await InvokeAsync(spec with { Key = "own" })).Payload);
        Assert.Equal(0, Pool.SparesUsed);
    }

    [NeedsFact("node")]
    public async Task An_idle_function_is_stopped_and_woken_by_its_next_call()
    {
        await using var pool = NewPool(new FunctionPoolOptions { KeepsSpares = false });
        var spec = Node("let n = 0; setInterval(() => n++, 5); exports.handler = async () => n;") with { Name = "idle" };
        await pool.InvokeAsync(spec, Call(), CancellationToken.None);
        var pid = InterpreterOf(spec);
        await EventuallyAsync(() => StateOf(pid) == "T");
        Assert.False((await pool.InvokeAsync(spec, Call(), CancellationToken.None)).Failed);
    }

    [NeedsFact("node", "bwrap", Groups = true)]
    public async Task A_function_has_a_whole_processor_s_weight_while_it_starts()
    {
        await using var pool = NewPool(new FunctionPoolOptions { KeepsSpares = false });
        var spec = Node("const fs = require('fs'); while (!fs.existsSync('/var/task/go')); exports.handler = async () => 1;") with { Name = "weighed" };
        var call = pool.InvokeAsync(spec, Call(), CancellationToken.None);
        await EventuallyAsync(() => InterpretersOf(spec).Length == 1);
        Assert.Contains(WeightOf(InterpretersOf(spec)[0]), (int[])[1024, 100]);
        Add(spec.CodeDirectory, "go", "");
        Assert.False((await call).Failed);
        Assert.Contains(WeightOf(InterpreterOf(spec)), (int[])[256 * 1024 / 1769, 256 * 100 / 1769]);
    }

    private static int WeightOf(int pid)
    {
        var groups = File.ReadAllLines($"/proc/{pid}/cgroup").Select(l => l.Split(':', 3)).ToDictionary(p => p[1], p => p[2]);
        var first = groups.FirstOrDefault(g => g.Key.Split(',').Contains("cpu"));
        return int.Parse(File.ReadAllText(first.Key is null ? $"/sys/fs/cgroup{groups[""]}/cpu.weight" : $"/sys/fs/cgroup/cpu{first.Value}/cpu.shares"), System.Globalization.CultureInfo.InvariantCulture);
    }

    [NeedsFact("node")]
    public async Task Without_groups_a_small_function_is_nice_in_all_of_its_threads()
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("node", ["-e", "console.log(1); setInterval(() => {}, 1000)"]) { RedirectStandardOutput = true })!;
        try
        {
            Assert.Equal("1", await process.StandardOutput.ReadLineAsync());
            Limits.Weigh([process.Id], 128);
            var nice = PeerProcesses.ThreadsOf(process.Id).Select(t => File.ReadAllText($"/proc/{process.Id}/task/{t}/stat").Split(") ", 2)[1].Split(' ')[16]).ToArray();
            Assert.True(nice.Length > 1);
            Assert.All(nice, n => Assert.Equal("10", n));
        }
        finally
        {
            process.Kill();
        }
    }

    [NeedsFact("node")]
    public async Task Provisioned_instances_wait_for_calls()
    {
        var spec = Node("exports.handler = async () => process.env.AWS_LAMBDA_INITIALIZATION_TYPE;") with { IsProvisioned = true };
        Assert.Equal(2, await Pool.ProvisionAsync(spec, 2, CancellationToken.None));
        Assert.Equal("\"provisioned-concurrency\"", (await InvokeAsync(spec)).Payload);
        Assert.Equal(2, Pool.Count(spec.Key));
    }
}
