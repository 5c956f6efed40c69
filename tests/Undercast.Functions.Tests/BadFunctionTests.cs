namespace Undercast.Functions.Tests;

// What functions do that they should not: each gets AWS's error, and the next call works.
public sealed class BadFunctionTests : Fixture
{
    // A custom runtime in Python: the handler below is given the request's id and its event and answers by itself.
    private FunctionSpec Custom(string body, string name = "f")
    {
        var bootstrap = """
            #!/usr/bin/env python3
            import http.client, json, os, sys, time
            api = http.client.HTTPConnection(os.environ['AWS_LAMBDA_RUNTIME_API'])
            def call(method, path, body=None):
                api.request(method, '/2018-06-01/runtime/' + path, body)
                answer = api.getresponse()
                return answer.status, answer.getheader('Lambda-Runtime-Aws-Request-Id'), answer.read().decode()

            """ + body;
        return Spec("provided.al2023", Code("bootstrap", bootstrap), "any", name);
    }

    private async Task WorksAsync(FunctionSpec spec, string payload = "{}") => Assert.False((await InvokeAsync(spec, payload)).Failed);

    [NeedsFact("python3")]
    public async Task A_crash_at_import_is_told_by_its_own_type()
    {
        Assert.Equal(("ZeroDivisionError", "division by zero"), await FailureAsync(Python("1 / 0\n")));
        Assert.EndsWith("Error: Runtime exited with error: exit status 7", (await FailureAsync(Python("import sys\nsys.exit(7)\n"))).Message);
        Assert.EndsWith("Error: Runtime exited with error: signal: aborted", (await FailureAsync(Python("import os\nos.abort()\n"))).Message);
    }

    [NeedsFact("node")]
    public async Task An_exit_at_import_is_an_exit_error()
    {
        Assert.EndsWith("Error: Runtime exited with error: exit status 5", (await FailureAsync(Node("process.exit(5);"))).Message);
        Assert.EndsWith("Error: Runtime exited without providing a reason", (await FailureAsync(Node("process.exit(0);"))).Message);
        Assert.Equal(("Runtime.MalformedHandlerName", "Bad handler"), await FailureAsync(Node("", "nodot")));
    }

    [NeedsFact("python3")]
    public async Task A_bootstrap_that_crashes_or_exits_is_an_exit_error()
    {
        var (type, message) = await FailureAsync(Custom("sys.exit(9)\n"));
        Assert.Equal("Runtime.ExitError", type);
        Assert.EndsWith("Error: Runtime exited with error: exit status 9", message);
        Assert.EndsWith("Error: Runtime exited with error: signal: killed", (await FailureAsync(Custom("call('GET', 'invocation/next')\nos.kill(os.getpid(), 9)\n", "g"))).Message);
        Assert.Equal(("Mine", "cannot"), await FailureAsync(Custom("call('POST', 'init/error', json.dumps({'errorType': 'Mine', 'errorMessage': 'cannot'}))\nsys.exit(1)\n", "h")));
    }

    [NeedsFact("python3")]
    public async Task Who_never_answers_times_out()
    {
        var spec = Custom("call('GET', 'invocation/next')\ntime.sleep(1000)\n") with { Timeout = TimeSpan.FromSeconds(1) };
        Assert.Equal("Sandbox.Timedout", (await FailureAsync(spec)).Type);
        var python = Python("import time\ndef handler(event, context):\n    if event: time.sleep(1000)\n", "app.handler") with { Timeout = TimeSpan.FromSeconds(1) };
        Assert.EndsWith("Error: Task timed out after 1.00 seconds", (await FailureAsync(python, "[1]")).Message);
        await WorksAsync(python);
    }

    [NeedsFact("python3")]
    public async Task A_second_answer_is_refused_and_changes_nothing()
    {
        var spec = Custom("""
            seen = []
            while True:
                _, id, event = call('GET', 'invocation/next')
                call('POST', 'invocation/%s/response' % id, json.dumps(seen))
                status, _, body = call('POST', 'invocation/%s/response' % id, '"other"')
                seen = [status, json.loads(body)['errorType'], json.loads(body)['errorMessage']]
                status, _, body = call('POST', 'invocation/%s/error' % id, '{}')
                seen += [status, json.loads(body)['errorMessage']]
            """);
        Assert.Equal("[]", (await InvokeAsync(spec)).Payload);
        Assert.Equal(
            "[403, \"InvalidStateTransition\", \"State transition from RuntimeResponseSentState to InvocationResponse failed for runtime. Error: State transition is not allowed\", "
            + "403, \"State transition from RuntimeResponseSentState to InvocationErrorResponse failed for runtime. Error: State transition is not allowed\"]",
            (await InvokeAsync(spec)).Payload);
    }

    [NeedsFact("python3")]
    public async Task Who_asks_again_without_an_answer_gets_the_same_call()
    {
        var spec = Custom("""
            while True:
                _, id, event = call('GET', 'invocation/next')
                _, again, same = call('GET', 'invocation/next')
                call('POST', 'invocation/%s/response' % id, json.dumps([id == again, event == same]))
            """);
        Assert.Equal("[true, true]", (await InvokeAsync(spec, "{\"a\":1}")).Payload);
        Assert.Equal("[true, true]", (await InvokeAsync(spec, "{\"a\":2}")).Payload);
    }

    [NeedsFact("node")]
    public async Task A_handler_that_calls_back_twice_has_answered_once()
    {
        var spec = Node("exports.handler = (e, c, cb) => { c.callbackWaitsForEmptyEventLoop = false; cb(null, 1); cb(null, 2); cb(new Error('late')); };");
        Assert.Equal("1", (await InvokeAsync(spec)).Payload);
        Assert.Equal("1", (await InvokeAsync(spec)).Payload);
    }

    [NeedsFact("python3")]
    public async Task Nonsense_over_the_Runtime_API_is_refused_and_the_connection_lives()
    {
        var spec = Custom("""
            seen = [call(m, p, b)[0] for m, p, b in (('GET', 'nothing', None), ('DELETE', 'invocation/next', None), ('POST', 'invocation//response', 'x'), ('POST', 'invocation/' + 'x' * 5000 + '/error', 'x'))]
            while True:
                _, id, event = call('GET', 'invocation/next')
                call('POST', 'invocation/%s/response' % id, json.dumps(seen))
            """);
        Assert.Equal("[404, 404, 400, 400]", (await InvokeAsync(spec)).Payload);
    }

    [NeedsFact("python3")]
    public async Task Hundreds_of_megabytes_printed_do_not_stay_in_memory()
    {
        var spec = Python("import sys\ndef handler(event, context):\n    for _ in range(300): sys.stdout.write('x' * 1000000)\n    for _ in range(1000): print('y' * 1000)\n    return 1\n");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Assert.Equal("1", (await InvokeAsync(spec)).Payload);
        await Pool.DrainLogsAsync();
        Assert.Equal(1, Log.Messages.Count(m => m.Length == (256 * 1024) + 1));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 50_000_000);
        await WorksAsync(spec);
    }

    [NeedsFact("node")]
    public async Task Endless_printing_ends_with_the_time_limit()
    {
        var spec = Node("exports.handler = async (e) => { if (e.flood) for (;;) require('fs').writeSync(1, 'z'.repeat(60000)); return 1; };") with { Timeout = TimeSpan.FromSeconds(1) };
        Assert.Equal("Sandbox.Timedout", (await FailureAsync(spec, "{\"flood\":1}")).Type);
        await WorksAsync(spec);
    }

    [NeedsFact("python3", "bwrap", Groups = true)]
    public async Task Processes_end_at_a_thousand_and_all_of_them_with_the_instance()
    {
        var spec = Python("""
            import os, time
            def handler(event, context):
                for n in range(5000):
                    try:
                        if os.fork() == 0:
                            time.sleep(1000)
                    except OSError as e:
                        return [n < 1024, e.errno]
            """) with { MemoryMegabytes = 1024 };
        Assert.Equal("[true, 11]", (await InvokeAsync(spec)).Payload);
        var groups = Groups();
        await Pool.DisposeAsync();
        await EventuallyAsync(() => !groups.Any(Directory.Exists));
    }

    [NeedsFact("python3", "bwrap", Groups = true)]
    public async Task A_fork_bomb_ends_with_the_time_limit()
    {
        var spec = Python("""
            import os
            def handler(event, context):
                while event:
                    try:
                        os.fork()
                    except OSError:
                        pass
            """) with { Timeout = TimeSpan.FromSeconds(1), MemoryMegabytes = 512 };
        var (type, _) = await FailureAsync(spec, "[1]");
        Assert.Contains(type, (string[])["Sandbox.Timedout", "Runtime.OutOfMemory"]);
        await WorksAsync(spec);
    }

    [NeedsFact("node", "bwrap")]
    public async Task Children_die_with_their_instance()
    {
        var spec = Node("exports.handler = async () => { require('child_process').spawn('sleep', ['98765'], { detached: true, stdio: 'ignore' }).unref(); return 1; };");
        await WorksAsync(spec);
        Assert.Contains(PeerProcesses.TreeOf(Environment.ProcessId), p => Command(p).Contains("98765", StringComparison.Ordinal));
        await Pool.DisposeAsync();
        Assert.DoesNotContain(PeerProcesses.TreeOf(Environment.ProcessId), p => Command(p).Contains("98765", StringComparison.Ordinal));
    }

    [NeedsFact("python3")]
    public async Task Open_files_end_at_a_thousand()
    {
        var spec = Python("import os\nleak = []\ndef handler(event, context):\n    try:\n        while True: leak.append(open('/dev/null'))\n    except OSError as e:\n        return [len(leak) <= 1024, e.errno]\n");
        Assert.Equal("[true, 24]", (await InvokeAsync(spec)).Payload);
    }

    [NeedsFact("python3")]
    public async Task A_file_ends_at_the_size_of_the_ephemeral_storage()
    {
        var spec = Python("import os, tempfile\ndef handler(event, context):\n    with open(os.path.join(tempfile.gettempdir(), 'big'), 'wb') as f:\n        try:\n            for _ in range(100): f.write(bytes(1 << 20)); f.flush()\n        except OSError as e:\n            return e.errno\n") with { EphemeralMegabytes = 8 };
        Assert.Equal("27", (await InvokeAsync(spec)).Payload);
    }

    [NeedsFact("node")]
    public async Task Files_that_exceed_the_ephemeral_storage_together_end_the_process()
    {
        await Pool.DisposeAsync();
        Pool = NewPool(new FunctionPoolOptions { DiskLook = TimeSpan.FromMilliseconds(20) });
        var spec = Node("exports.handler = async (e) => { const fs = require('fs'), os = require('os'); if (e.fill) for (let i = 0; i < 10; i++) fs.writeFileSync(os.tmpdir() + '/' + i, Buffer.alloc(4 << 20)); while (e.fill) await new Promise(r => setTimeout(r, 10)); return fs.readdirSync(os.tmpdir()).length; };") with { EphemeralMegabytes = 16 };
        Assert.EndsWith("signal: killed", (await FailureAsync(spec, "{\"fill\":1}")).Message);
        await Pool.DrainLogsAsync();
        Assert.Contains("/tmp holds more than the 16 MB of the function's ephemeral storage; its process is ended.\n", Log.Messages);
        Assert.Equal("0", (await InvokeAsync(spec)).Payload);
    }

    [NeedsFact("python3", "bwrap", Groups = true)]
    public async Task Who_leaks_memory_is_killed_and_the_report_says_why()
    {
        var spec = Python("leak = []\ndef handler(event, context):\n    while event: leak.append(bytearray(1 << 20))\n    return 1\n") with { MemoryMegabytes = 128 };
        var (type, message) = await FailureAsync(spec, "[1]");
        Assert.Equal("Runtime.OutOfMemory", type);
        Assert.EndsWith("Error: Runtime exited with error: signal: killed", message);
        await WorksAsync(spec);
        await Pool.DrainLogsAsync();
        Assert.Contains(Log.Messages, m => m.StartsWith("REPORT", StringComparison.Ordinal) && m.Contains("Max Memory Used: 128 MB", StringComparison.Ordinal) && m.EndsWith("Status: error\tError Type: Runtime.OutOfMemory\n", StringComparison.Ordinal));
    }

    [NeedsFact("node", "bwrap", Groups = true)]
    public async Task Nothing_of_an_instance_stays_on_the_machine()
    {
        var spec = Node("exports.handler = async () => { const fs = require('fs'); fs.mkdirSync('/tmp/closed'); fs.writeFileSync('/tmp/closed/f', ''); fs.chmodSync('/tmp/closed', 0); fs.symlinkSync('/', '/tmp/root'); return 1; };");
        await WorksAsync(spec);
        var folder = Path.GetDirectoryName(Pool.CodeFolder)!;
        var groups = Groups();
        await Pool.DisposeAsync();
        Assert.False(Directory.Exists(folder));
        await EventuallyAsync(() => !groups.Any(Directory.Exists));
    }

    /// <summary>The control groups of the pool's instances; the kernel lets them be removed only when they have no process any more.</summary>
    private string[] Groups()
    {
        var instances = Directory.EnumerateDirectories(Path.Combine(Path.GetDirectoryName(Pool.CodeFolder)!, "i")).Select(Path.GetFileName);
        string[] groups = [.. instances.SelectMany(i => Directory.EnumerateDirectories("/sys/fs/cgroup", $"undercast-{Environment.ProcessId}-{i}", SearchOption.AllDirectories))];
        Assert.NotEmpty(groups);
        return groups;
    }

    private static string Command(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
