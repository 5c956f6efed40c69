using System.Text.Json;

namespace Undercast.Functions.Tests;

public sealed class DotnetTests : Fixture
{
    private FunctionSpec Library(string members, string handler = "Sample::Sample.Function::Run")
    {
        var folder = Code("readme", "");
        Compiled.Write(folder, $"public record Order(string Name, int Count); public class Function {{ {members} }}");
        return Spec("dotnet8", folder, handler);
    }

    [Fact]
    public async Task A_typed_handler_goes_through_the_serializer()
    {
        var (payload, failed) = await InvokeAsync(Library("public Order Run(Order o) => o with { Count = o.Count + 1 };"), """{"Name":"tea","Count":1}""");
        Assert.False(failed, payload);
        Assert.Equal("""{"Name":"tea","Count":2}""", payload);
    }

    [Fact]
    public async Task An_asynchronous_handler_is_awaited() =>
        Assert.Equal("\"hello tea\"", (await InvokeAsync(Library("public static async Task<string> Run(Order o) { await Task.Delay(1); return \"hello \" + o.Name; }"), """{"Name":"tea","Count":1}""")).Payload);

    [Fact]
    public async Task Streams_pass_untouched() =>
        Assert.Equal("[1, 2]", (await InvokeAsync(Library("public Stream Run(Stream input) { var copy = new MemoryStream(); input.CopyTo(copy); copy.Position = 0; return copy; }"), "[1, 2]")).Payload);

    [Fact]
    public async Task A_handler_without_a_result_answers_nothing() => Assert.Equal("", (await InvokeAsync(Library("public Task Run() => Task.CompletedTask;"))).Payload);

    [Fact]
    public async Task The_context_tells_of_the_call()
    {
        var (payload, failed) = await InvokeAsync(Library("""
            public object Run(Order o, ILambdaContext c) => new { c.FunctionName, c.MemoryLimitInMB, c.InvokedFunctionArn, Id = c.AwsRequestId.Length, Left = c.RemainingTime > TimeSpan.FromSeconds(1), Identity = c.Identity.IdentityId, NoClient = c.ClientContext is null };
            """), """{"Name":"tea","Count":1}""");
        Assert.False(failed, payload);
        Assert.Equal("""{"FunctionName":"f","MemoryLimitInMB":256,"InvokedFunctionArn":"arn:aws:lambda:us-east-1:000000000000:function:f","Id":36,"Left":true,"Identity":null,"NoClient":true}""", payload);
    }

    [Fact]
    public async Task What_is_written_lands_in_the_log_with_its_level()
    {
        await InvokeAsync(Library("""public string Run(string s, ILambdaContext c) { Console.WriteLine("plain"); c.Logger.LogInformation("told"); c.Logger.LogError("bad {n}", 7); return s; }"""), "\"x\"");
        await Pool.DrainLogsAsync();
        var log = string.Join("\n", Log.Messages);
        Assert.Matches("\tinfo\tplain", log);
        Assert.Matches("\tinfo\ttold", log);
        Assert.Matches("\tfail\tbad 7", log);
    }

    [Fact]
    public async Task An_exception_becomes_the_error_document()
    {
        var (payload, failed) = await InvokeAsync(Library("""public string Run(string s) => throw new ArgumentException("no " + s, new InvalidOperationException("inner"));"""), "\"tea\"");
        Assert.True(failed);
        using var error = JsonDocument.Parse(payload);
        Assert.Equal("ArgumentException", error.RootElement.GetProperty("errorType").GetString());
        Assert.Equal("no tea", error.RootElement.GetProperty("errorMessage").GetString());
        Assert.Contains("Sample.Function.Run", error.RootElement.GetProperty("stackTrace")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal("inner", error.RootElement.GetProperty("cause").GetProperty("errorMessage").GetString());
    }

    [Theory]
    [InlineData("Sample::Sample.Function::Absent", "Unable to find method 'Absent'")]
    [InlineData("Sample::Sample.Absent::Run", "Unable to load type 'Sample.Absent'")]
    [InlineData("Absent::Sample.Function::Run", "Could not find the specified handler assembly with the file name 'Absent.dll'")]
    public async Task A_handler_that_is_not_there_is_an_error_of_the_start(string handler, string message)
    {
        var (payload, failed) = await InvokeAsync(Library("public string Run(string s) => s;", handler));
        Assert.True(failed);
        Assert.Contains(message, JsonDocument.Parse(payload).RootElement.GetProperty("errorMessage").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_speaks_with_the_runtime_api_by_itself()
    {
        var folder = Code("readme", "");
        Compiled.WriteProgram(folder, """
            using System;
            using System.Linq;
            using System.Net.Http;
            var api = "http://" + Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/";
            using var http = new HttpClient();
            while (true)
            {
                using var next = await http.GetAsync(api + "next");
                var id = next.Headers.GetValues("Lambda-Runtime-Aws-Request-Id").Single();
                await http.PostAsync(api + id + "/response", new StringContent("{\"got\":" + await next.Content.ReadAsStringAsync() + "}"));
            }
            """);
        var answer = (await InvokeAsync(Spec("dotnet8", folder, "Sample"), """{"a":1}""")).Payload;
        await Pool.DrainLogsAsync();
        Assert.True(answer == """{"got":{"a":1}}""", answer + string.Join('\n', Log.Messages));
    }

    [Fact]
    public void A_newer_framework_than_this_machines_is_refused_by_name() =>
        Assert.Contains("needs .NET 99", Assert.Throws<RuntimeUnavailableException>(() => RuntimeCatalog.Check("dotnet99")).Message, StringComparison.Ordinal);
}
