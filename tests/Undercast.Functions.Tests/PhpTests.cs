namespace Undercast.Functions.Tests;

// PHP goes through a custom runtime whose bootstrap is ours.
public sealed class PhpTests : Fixture
{
    private FunctionSpec Php(string text, string handler = "index.php", string name = "f") => Spec("provided.al2023", Code($"{Path.ChangeExtension(handler, null)}.php", text), handler, name);

    [NeedsFact("php")]
    public async Task A_file_that_returns_a_function_answers()
    {
        var spec = Php("<?php $n = 0; return function ($event, $context) use (&$n) { return ['hello' => $event['name'], 'id' => $context->awsRequestId, 'n' => ++$n, 'left' => $context->getRemainingTimeInMillis()]; };");
        var answer = await AnswerAsync(spec, "{\"name\":\"wörld\"}");
        Assert.Equal("wörld", answer.GetProperty("hello").GetString());
        Assert.InRange(answer.GetProperty("left").GetInt32(), 15000, 20000);
        Assert.Equal(2, (await AnswerAsync(spec, "{\"name\":\"\"}")).GetProperty("n").GetInt32());
    }

    [NeedsFact("php")]
    public async Task A_function_of_a_file_is_named_like_elsewhere() =>
        Assert.Equal("3", (await InvokeAsync(Spec("provided.al2", Code("app.php", "<?php function handler($event, $context) { return count($event); }"), "app.handler"), "[1,2,3]")).Payload);

    [NeedsFact("php")]
    public async Task What_is_printed_is_logged_and_an_exception_is_the_error_document()
    {
        Assert.Equal(("DomainException", "no"), await FailureAsync(Php("<?php return function ($event) { echo \"said\\n\"; throw new DomainException('no'); };")));
        await Pool.DrainLogsAsync();
        Assert.Contains("said\n", Log.Messages);
    }

    [NeedsFact("php")]
    public async Task What_cannot_be_loaded_is_told()
    {
        Assert.Equal(("Runtime.HandlerNotFound", "index.php does not return a function"), await FailureAsync(Php("<?php return 1;")));
        Assert.Equal(("Runtime.HandlerNotFound", "nothing is not a function of index.nothing"), await FailureAsync(Php("<?php function other() {}", "index.nothing", "g")));
        Assert.Equal("Runtime.UserCodeSyntaxError", (await FailureAsync(Php("<?php return function ( {", name: "h"))).Type);
        Assert.Equal(("Error", "Call to undefined function not_there()"), await FailureAsync(Php("<?php not_there();", name: "i")));
    }

    [NeedsFact("php")]
    public async Task An_exit_is_an_exit_error()
    {
        Assert.EndsWith("Error: Runtime exited with error: exit status 3", (await FailureAsync(Php("<?php return function () { exit(3); };"))).Message);
        // A fatal error ends PHP with 255.
        Assert.EndsWith("Error: Runtime exited with error: exit status 255", (await FailureAsync(Php("<?php ini_set('memory_limit', '16M'); return function () { return str_repeat('x', 1 << 26); };", name: "g"))).Message);
    }
}
