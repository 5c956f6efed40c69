using System.Text;

namespace Undercast.Functions.Tests;

public sealed class LimitTests : Fixture
{
    [NeedsFact("node")]
    public async Task A_call_that_takes_too_long_times_out_and_the_next_one_works()
    {
        var spec = Node("exports.handler = async (e) => { if (e.hang) { while (true) {} } return 1; };") with { Timeout = TimeSpan.FromSeconds(1) };
        var (type, message) = await FailureAsync(spec, "{\"hang\":true}");
        Assert.Equal("Sandbox.Timedout", type);
        Assert.EndsWith("Error: Task timed out after 1.00 seconds", message);
        Assert.Equal("1", (await InvokeAsync(spec)).Payload);
        Assert.Contains(Log.Messages, m => m.EndsWith(" Task timed out after 1.00 seconds\n\n", StringComparison.Ordinal));
        Assert.Contains(Log.Messages, m => m.StartsWith("REPORT ", StringComparison.Ordinal) && m.Contains("Duration: 1000.00 ms", StringComparison.Ordinal) && m.Contains("Status: timeout", StringComparison.Ordinal));
    }

    [NeedsFact("node")]
    public async Task An_answer_over_six_megabytes_is_an_error_of_the_function()
    {
        var spec = Node("exports.handler = async (e) => 'x'.repeat(e.n);");
        Assert.Equal(("Function.ResponseSizeTooLarge", "Response payload size exceeded maximum allowed payload size (6291556 bytes)."), await FailureAsync(spec, "{\"n\":6291555}"));
        Assert.Equal(6291556, (await InvokeAsync(spec, "{\"n\":6291554}")).Payload.Length);
    }

    [NeedsFact("python3")]
    public async Task Memory_beyond_the_limit_ends_the_process_or_fails_in_it()
    {
        var spec = Python("def handler(event, context):\n    return len(bytearray(1 << 30))\n") with { MemoryMegabytes = 128 };
        var (type, message) = await FailureAsync(spec);
        Assert.True((type is "Runtime.ExitError" or "Runtime.OutOfMemory" && message.EndsWith("signal: killed", StringComparison.Ordinal)) || type == "MemoryError", $"{type} {message}");
    }

    [NeedsFact("node")]
    public async Task A_function_runs_no_more_often_at_once_than_it_may()
    {
        var spec = Node("exports.handler = () => new Promise(r => setTimeout(r, 300));") with { MaxConcurrency = 1 };
        var first = InvokeAsync(spec);
        Assert.True((await Assert.ThrowsAsync<ConcurrencyLimitException>(() => InvokeAsync(spec))).Reserved);
        await first;
    }

    [NeedsFact("node")]
    public async Task Calls_at_once_have_a_process_each()
    {
        var spec = Node("const id = Math.random(); exports.handler = async () => { await new Promise(r => setTimeout(r, 500)); return id; };");
        var ids = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => InvokeAsync(spec)));
        Assert.Equal(4, ids.Select(i => i.Payload).Distinct().Count());
    }

    [NeedsFact("node")]
    public async Task A_recycled_function_starts_anew()
    {
        var spec = Node("let n = 0; exports.handler = async () => ++n;");
        await InvokeAsync(spec);
        Pool.Recycle("f/");
        Assert.Equal("1", (await InvokeAsync(spec)).Payload);
    }

    [NeedsFact("node")]
    public async Task An_unknown_runtime_is_refused_by_name()
    {
        var e = await Assert.ThrowsAsync<RuntimeUnavailableException>(() => InvokeAsync(Spec("ruby3.3", Code("a", ""), "x::y")));
        Assert.Contains("ruby3.3", e.Message);
    }

    [NeedsFact("node")]
    public async Task Credentials_reach_the_function_and_their_end_ends_its_reuse()
    {
        var n = 0;
        var spec = Node("exports.handler = async () => process.env.AWS_ACCESS_KEY_ID;") with
        {
            Credentials = _ => new(new FunctionCredentials($"ASIA{++n}", "s", "t", DateTimeOffset.UtcNow.AddMinutes(1))),
        };
        Assert.Equal("\"ASIA1\"", (await InvokeAsync(spec)).Payload);
        Assert.Equal("\"ASIA2\"", (await InvokeAsync(spec)).Payload);
    }

    [NeedsFact("python3", "bwrap")]
    public async Task A_function_sees_its_own_files_only()
    {
        var secret = Code("secret.txt", "secret");
        var spec = Python("""
            import os
            def handler(event, context):
                def tries(f):
                    try:
                        f()
                        return True
                    except OSError:
                        return False
                open('/tmp/own', 'w').write('x')
                return [os.path.exists(event['other']), os.path.exists('/etc/shadow'), tries(lambda: open('/var/task/app.py', 'a')), tries(lambda: open('/usr/x', 'w')),
                        tries(lambda: os.kill(int(event['pid']), 0)), os.getcwd(), sorted(os.listdir('/tmp'))]
            """);
        var payload = $"{{\"other\":\"{secret}/secret.txt\",\"pid\":{Environment.ProcessId}}}";
        Assert.Equal("[false, false, false, false, false, \"/var/task\", [\"own\"]]", (await InvokeAsync(spec, payload)).Payload);
    }

    [NeedsFact("node")]
    public async Task Output_is_logged_in_order_between_START_and_END()
    {
        await InvokeAsync(Node("exports.handler = async (e) => { console.log('one\\ntwo'); process.stdout.write('plain\\n'); process.stderr.write('error\\n'); return 1; };"));
        await Pool.DrainLogsAsync();
        var kinds = Log.Messages.Select(m => m.Split(' ', '\t', '\n')[0] is var w && w.StartsWith('2') ? m[(m.IndexOf("INFO", StringComparison.Ordinal))..] : w).ToArray();
        Assert.Equal(["INIT_START", "START", "INFO\tone\ntwo\n", "plain", "error", "END", "REPORT"], kinds);
        Assert.Matches(@"^REPORT RequestId: [0-9a-f-]{36}\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 256 MB\tMax Memory Used: \d+ MB\tInit Duration: [\d.]+ ms\t\n$", Log.Messages[^1]);
    }

    [NeedsFact("python3")]
    public async Task Endless_output_is_cut_and_bounded()
    {
        var outcome = await Pool.InvokeAsync(Python("def handler(event, context):\n    print('x' * 3000000)\n    print('end')\n"), Call() with { WantsLogTail = true }, CancellationToken.None);
        Assert.Equal(4096, outcome.LogTail!.Length);
        Assert.Contains("end\nEND RequestId", Encoding.UTF8.GetString(outcome.LogTail));
        await Pool.DrainLogsAsync();
        Assert.Contains(Log.Messages, m => m.Length == 256 * 1024 + 1);
    }
}
