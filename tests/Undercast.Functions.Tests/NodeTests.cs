namespace Undercast.Functions.Tests;

public sealed class NodeTests : Fixture
{
    [NeedsFact("node")]
    public async Task An_async_handler_answers_and_the_process_is_reused()
    {
        var spec = Node("let n = 0; exports.handler = async (e) => ({ hello: e.name, n: ++n, pid: process.pid });");
        var first = await AnswerAsync(spec, "{\"name\":\"wörld\"}");
        var second = await AnswerAsync(spec, "{\"name\":\"x\"}");
        Assert.Equal("wörld", first.GetProperty("hello").GetString());
        Assert.Equal((1, 2), (first.GetProperty("n").GetInt32(), second.GetProperty("n").GetInt32()));
    }

    [NeedsFact("node")]
    public async Task A_callback_handler_answers_once_its_event_loop_is_empty() =>
        Assert.Equal(1, (await AnswerAsync(Node("exports.handler = (e, c, cb) => { let late = 0; setTimeout(() => { late = 1; r.late = late; }, 20); const r = { late }; cb(null, r); };"))).GetProperty("late").GetInt32());

    [NeedsFact("node")]
    public async Task A_callback_handler_that_does_not_wait_answers_at_once() =>
        Assert.Equal("{\"a\":1}", (await InvokeAsync(Node("exports.handler = (e, c, cb) => { c.callbackWaitsForEmptyEventLoop = false; setTimeout(() => {}, 60000); cb(null, { a: 1 }); };"))).Payload);

    [NeedsFact("node")]
    public async Task A_handler_that_never_answers_and_has_nothing_left_to_do_answers_null()
    {
        Assert.Equal("null", (await InvokeAsync(Node("exports.handler = (e, c, cb) => { };"))).Payload);
        Assert.Equal("null", (await InvokeAsync(Node("exports.handler = () => new Promise(() => {});"))).Payload);
    }

    [NeedsFact("node")]
    public async Task ES_modules_load_by_extension_and_by_package_type()
    {
        Assert.Equal("1", (await InvokeAsync(Node("export const handler = async () => 1;", file: "index.mjs"))).Payload);
        var spec = Node("export const handler = async () => 2;");
        Add(spec.CodeDirectory, "package.json", "{\"type\":\"module\"}");
        Assert.Equal("2", (await InvokeAsync(spec)).Payload);
    }

    [NeedsFact("node")]
    public async Task A_handler_in_a_folder_with_a_nested_export_loads() =>
        Assert.Equal("3", (await InvokeAsync(Node("exports.a = { b: async () => 3 };", "src/deep/main.a.b", "src/deep/main.js"))).Payload);

    [NeedsFact("node")]
    public async Task The_context_carries_what_AWS_gives()
    {
        var c = await AnswerAsync(Node("exports.handler = async (e, c) => ({ ...c, left: c.getRemainingTimeInMillis(), env: process.env });"));
        Assert.Equal("f", c.GetProperty("functionName").GetString());
        Assert.Equal("$LATEST", c.GetProperty("functionVersion").GetString());
        Assert.Equal("256", c.GetProperty("memoryLimitInMB").GetString());
        Assert.InRange(c.GetProperty("left").GetInt32(), 15000, 20000);
        var env = c.GetProperty("env");
        Assert.Equal("us-east-1", env.GetProperty("AWS_REGION").GetString());
        Assert.Equal("http://127.0.0.1:4901", env.GetProperty("AWS_ENDPOINT_URL").GetString());
        Assert.Equal("index.handler", env.GetProperty("_HANDLER").GetString());
        Assert.StartsWith("/aws/lambda/f", env.GetProperty("AWS_LAMBDA_LOG_GROUP_NAME").GetString());
    }

    [NeedsFact("node")]
    public async Task Thrown_errors_carry_type_message_and_trace()
    {
        var (text, failed) = await InvokeAsync(Node("exports.handler = async () => { throw new TypeError('bad\\nthing'); };"));
        Assert.True(failed);
        Assert.Contains("\"errorType\":\"TypeError\",\"errorMessage\":\"bad\\nthing\",\"trace\":[\"TypeError: bad\"", text);
        Assert.Equal(("string", "oops"), await FailureAsync(Node("exports.handler = (e, c, cb) => cb('oops');")));
    }

    [NeedsFact("node")]
    public async Task What_cannot_be_loaded_has_AWS_error_types()
    {
        Assert.Equal("Runtime.ImportModuleError", (await FailureAsync(Node("", "other.handler"))).Type);
        Assert.Equal(("Runtime.HandlerNotFound", "index.nothing is undefined or not exported"), await FailureAsync(Node("exports.handler = 1;", "index.nothing")));
        Assert.Equal("Runtime.UserCodeSyntaxError", (await FailureAsync(Node("exports.handler = async () => {"))).Type);
        Assert.Equal("Error", (await FailureAsync(Node("throw new Error('at import');"))).Type);
        Assert.Equal("Runtime.ImportModuleError", (await FailureAsync(Node("require('not-there');"))).Type);
    }

    [NeedsFact("node")]
    public async Task An_exit_a_crash_and_an_unhandled_rejection_are_told_apart()
    {
        var spec = Node("exports.handler = async (e) => { if (e.exit !== undefined) process.exit(e.exit); if (e.kill) process.kill(process.pid, 'SIGKILL'); if (e.reject) { Promise.reject(new Error('lost')); await new Promise(r => setTimeout(r, 500)); } if (e.throw) { setTimeout(() => { throw new Error('thrown later'); }); await new Promise(r => setTimeout(r, 500)); } return 'fine'; };");
        Assert.EndsWith("Error: Runtime exited with error: exit status 3", (await FailureAsync(spec, "{\"exit\":3}")).Message);
        Assert.EndsWith("Error: Runtime exited without providing a reason", (await FailureAsync(spec, "{\"exit\":0}")).Message);
        Assert.Equal("Runtime.UnhandledPromiseRejection", (await FailureAsync(spec, "{\"reject\":true}")).Type);
        Assert.Equal(("Error", "thrown later"), await FailureAsync(spec, "{\"throw\":true}"));
        // A killed instance is replaced by the next call.
        Assert.EndsWith("signal: killed", (await FailureAsync(spec, "{\"kill\":true}")).Message);
        Assert.Equal("\"fine\"", (await InvokeAsync(spec)).Payload);
    }

    [NeedsFact("node")]
    public async Task A_streaming_handler_gives_its_bytes_as_they_come()
    {
        var spec = Node("exports.handler = awslambda.streamifyResponse(async (e, stream) => { stream.setContentType('text/plain'); stream.write('one '); await new Promise(r => setTimeout(r, 20)); stream.write('two'); stream.end(); });");
        var taken = new Taken();
        var outcome = await Pool.InvokeAsync(spec, Call() with { Stream = taken }, CancellationToken.None);
        Assert.True(outcome.Streamed);
        Assert.Equal(("text/plain", "one two"), (taken.Type, taken.Text));
        Assert.Equal("one two", (await InvokeAsync(spec)).Payload);
    }

    private sealed class Taken : IAnswerStream
    {
        public string? Type { get; private set; }
        public string Text { get; private set; } = "";

        public ValueTask StartAsync(string? contentType)
        {
            Type = contentType;
            return default;
        }

        public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
        {
            Text += System.Text.Encoding.UTF8.GetString(bytes.Span);
            return default;
        }
    }
}
