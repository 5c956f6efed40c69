namespace Undercast.Functions.Tests;

// The bootstrap of AWS's tutorial in form: a shell script that talks to the Runtime API with curl.
public sealed class CustomRuntimeTests : Fixture
{
    private const string Loop = """
        #!/bin/sh
        set -eu
        while true; do
          HEADERS="$(mktemp)"
          EVENT=$(curl -sS -LD "$HEADERS" "http://${AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation/next")
          ID=$(grep -Fi Lambda-Runtime-Aws-Request-Id "$HEADERS" | tr -d '[:space:]' | cut -d: -f2)
          curl -sS "http://${AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation/$ID/response" -d "{\"got\":$EVENT}" >/dev/null
        done
        """;

    [NeedsFact("curl")]
    public async Task A_bootstrap_of_the_package_speaks_the_Runtime_API()
    {
        var spec = Spec("provided.al2023", Code("bootstrap", Loop), "any");
        Assert.Equal("{\"got\":{\"a\":1}}", (await InvokeAsync(spec, "{\"a\":1}")).Payload);
        Assert.Equal("{\"got\":{\"a\":2}}", (await InvokeAsync(spec, "{\"a\":2}")).Payload);
    }

    [NeedsFact("curl")]
    public async Task Another_function_cannot_speak_for_it()
    {
        var victim = Spec("provided.al2023", Code("bootstrap", Loop.Replace("got\\\":$EVENT", "api\\\":\\\"$AWS_LAMBDA_RUNTIME_API\\\"", StringComparison.Ordinal)), "any", "victim");
        var api = (await AnswerAsync(victim)).GetProperty("api").GetString();
        var spy = Spec("provided.al2023", Code("bootstrap", Loop.Replace("set -eu", $"set -eu\nSPIED=$(curl -sS -m 2 http://{api}/2018-06-01/runtime/invocation/next >/dev/null 2>&1 && echo 1 || echo 0)", StringComparison.Ordinal).Replace("$EVENT}", "$SPIED}", StringComparison.Ordinal)), "any", "spy");
        Assert.Equal("{\"got\":0}", (await InvokeAsync(spy)).Payload);
        Assert.Equal(api, (await AnswerAsync(victim)).GetProperty("api").GetString());
    }

    [NeedsFact("curl")]
    public async Task A_package_without_bootstrap_is_an_invalid_entrypoint() =>
        Assert.Equal("Runtime.InvalidEntrypoint", (await FailureAsync(Spec("provided.al2", Code("a", ""), "any"))).Type);

    [NeedsFact("curl")]
    public async Task A_wrong_request_id_is_refused_and_an_error_is_passed_on()
    {
        var text = Loop.Replace("curl -sS \"http://${AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation/$ID/response\" -d \"{\\\"got\\\":$EVENT}\" >/dev/null", """
            CODE=$(curl -sS -o /dev/null -w '%{http_code}' "http://${AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation/nonsense/response" -d 1)
            curl -sS "http://${AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation/$ID/error" -d "{\"errorType\":\"Mine\",\"errorMessage\":\"$CODE\"}" >/dev/null
            """, StringComparison.Ordinal);
        Assert.Equal(("Mine", "400"), await FailureAsync(Spec("provided.al2023", Code("bootstrap", text), "any")));
    }
}
