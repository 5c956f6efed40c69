namespace Undercast.Functions.Tests;

public sealed class PythonTests : Fixture
{
    [NeedsFact("python3")]
    public async Task A_handler_answers_and_the_process_is_reused()
    {
        var spec = Python("n = 0\ndef handler(event, context):\n    global n\n    n += 1\n    return {'n': n, 'name': event['name'], 'left': context.get_remaining_time_in_millis(), 'f': context.function_name}\n");
        Assert.Equal("wörld", (await AnswerAsync(spec, "{\"name\":\"wörld\"}")).GetProperty("name").GetString());
        Assert.Equal(2, (await AnswerAsync(spec, "{\"name\":\"\"}")).GetProperty("n").GetInt32());
    }

    [NeedsFact("python3")]
    public async Task Raised_errors_carry_type_message_and_trace()
    {
        var (text, failed) = await InvokeAsync(Python("def handler(event, context):\n    raise ValueError('bad')\n"));
        Assert.True(failed);
        Assert.Contains("\"errorMessage\": \"bad\", \"errorType\": \"ValueError\", \"requestId\": \"", text);
        Assert.Contains("line 2, in handler\\n    raise ValueError('bad')\\n\"]", text);
        Assert.DoesNotContain("bootstrap.py", text);
    }

    [NeedsFact("python3")]
    public async Task What_cannot_be_loaded_has_AWS_words()
    {
        Assert.Equal(("Runtime.ImportModuleError", "Unable to import module 'other': No module named 'other'"), await FailureAsync(Python("", "other.handler")));
        Assert.Equal(("Runtime.HandlerNotFound", "Handler 'nothing' missing on module 'app'"), await FailureAsync(Python("", "app.nothing")));
        Assert.Equal("Runtime.UserCodeSyntaxError", (await FailureAsync(Python("def handler(:\n"))).Type);
        Assert.Equal("Runtime.MalformedHandlerName", (await FailureAsync(Python("", "app"))).Type);
        Assert.Equal("ZeroDivisionError", (await FailureAsync(Python("1 / 0\n"))).Type);
    }

    [NeedsFact("python3")]
    public async Task An_answer_that_is_no_JSON_is_a_marshal_error() =>
        Assert.Equal(("Runtime.MarshalError", "Unable to marshal response: Object of type set is not JSON serializable"), await FailureAsync(Python("def handler(event, context):\n    return {1}\n")));

    [NeedsFact("python3")]
    public async Task An_exit_is_an_exit_error() =>
        Assert.EndsWith("Error: Runtime exited with error: exit status 4", (await FailureAsync(Python("import sys\ndef handler(event, context):\n    sys.exit(4)\n"))).Message);

    [NeedsFact("python3")]
    public async Task Libraries_of_the_runtime_come_behind_the_functions_own()
    {
        var modules = Code("undercast_shared.py", "X = 1\n");
        Add(modules, "undercast_own.py", "X = 1\n");
        await Pool.DisposeAsync();
        Pool = NewPool(new FunctionPoolOptions { PythonModules = modules });
        var code = Code("app.py", "import undercast_shared, undercast_own\ndef handler(event, context):\n    return [undercast_shared.X, undercast_own.X]\n");
        Add(code, "undercast_own.py", "X = 2\n");
        Assert.Equal("[1, 2]", (await InvokeAsync(Spec("python3.12", code, "app.handler"))).Payload);
    }

    [NeedsFact("bwrap")]
    public async Task Programs_find_the_interpreter_where_AWS_has_it()
    {
        // A zip has lost no bit of it: layers bring programs such as the AWS CLI that way.
        var code = Code("tool", "#!/var/lang/bin/python3\nprint('ran')\n");
        Add(code, "app.py", "import subprocess\ndef handler(event, context):\n    return subprocess.check_output(['/var/task/tool'], text=True)\n");
        File.SetUnixFileMode(Path.Combine(code, "tool"), UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        Assert.Equal("\"ran\\n\"", (await InvokeAsync(Spec("python3.12", code, "app.handler"))).Payload);
    }
}
