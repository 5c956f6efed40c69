using System.Diagnostics;
using System.Text.Json;

namespace Undercast.Functions.Tests;

public sealed class JavaTests : Fixture
{
    /// <summary>The public shape of aws-lambda-java-core.</summary>
    private static readonly (string Name, string Text)[] Core =
    [
        ("RequestHandler", "public interface RequestHandler<I, O> { O handleRequest(I input, Context context); }"),
        ("RequestStreamHandler", "public interface RequestStreamHandler { void handleRequest(java.io.InputStream input, java.io.OutputStream output, Context context) throws java.io.IOException; }"),
        ("LambdaLogger", "public interface LambdaLogger { void log(String message); void log(byte[] message); }"),
        ("CognitoIdentity", "public interface CognitoIdentity { String getIdentityId(); String getIdentityPoolId(); }"),
        ("ClientContext", "public interface ClientContext { java.util.Map<String, String> getCustom(); java.util.Map<String, String> getEnvironment(); }"),
        ("Context", "public interface Context { String getAwsRequestId(); String getFunctionName(); String getFunctionVersion(); String getInvokedFunctionArn(); CognitoIdentity getIdentity(); ClientContext getClientContext(); int getRemainingTimeInMillis(); int getMemoryLimitInMB(); LambdaLogger getLogger(); }"),
    ];

    private FunctionSpec Java(string members, string handler = "sample.Function", string implements = "")
    {
        var sources = Code("readme", "");
        foreach (var (name, text) in Core) Add(sources, $"com/amazonaws/services/lambda/runtime/{name}.java", $"package com.amazonaws.services.lambda.runtime; {text}");
        Add(sources, "sample/Function.java", $"package sample; import com.amazonaws.services.lambda.runtime.*; import java.util.*; import java.io.*; public class Function {implements} {{ {members} }}");
        var code = Code("readme", "");
        using var compiler = Process.Start("javac", ["-d", code, .. Directory.EnumerateFiles(sources, "*.java", SearchOption.AllDirectories)]);
        compiler.WaitForExit();
        Assert.Equal(0, compiler.ExitCode);
        return Spec("java17", code, handler);
    }

    [NeedsFact("javac")]
    public async Task A_request_handler_takes_and_gives_objects()
    {
        var spec = Java(
            """
            public static class Order { private String name; private int count; private List<String> tags; public String getName() { return name; } public void setName(String n) { name = n; } public int getCount() { return count; } public void setCount(int c) { count = c; } public List<String> getTags() { return tags; } public void setTags(List<String> t) { tags = t; } }
            public Order handleRequest(Order order, Context context) { order.setCount(order.getCount() + 1); return order; }
            """, implements: "implements RequestHandler<Function.Order, Function.Order>");
        var (payload, failed) = await InvokeAsync(spec, """{"name":"té","count":1,"tags":["a"],"unknown":{}}""");
        Assert.False(failed, payload);
        using var answer = JsonDocument.Parse(payload);
        Assert.Equal(("té", 2, "a"), (answer.RootElement.GetProperty("name").GetString(), answer.RootElement.GetProperty("count").GetInt32(), answer.RootElement.GetProperty("tags")[0].GetString()));
        Assert.Equal(2, JsonDocument.Parse((await InvokeAsync(spec, """{"count":1}""")).Payload).RootElement.GetProperty("count").GetInt32());
    }

    [NeedsFact("javac")]
    public async Task A_method_with_a_map_sees_numbers_lists_and_the_context()
    {
        var (payload, failed) = await InvokeAsync(
            Java("""public Map<String, Object> run(Map<String, Object> e, Context c) { e.put("f", c.getFunctionName()); e.put("mb", c.getMemoryLimitInMB()); e.put("left", c.getRemainingTimeInMillis() > 1000); e.put("client", c.getClientContext()); return e; }""", "sample.Function::run"),
            """{"n":1.5,"l":[1,null,true]}""");
        Assert.False(failed, payload);
        Assert.Equal("""{"n":1.5,"l":[1,null,true],"f":"f","mb":256,"left":true,"client":null}""", payload);
    }

    [NeedsFact("javac")]
    public async Task A_stream_handler_sees_bytes() => Assert.Equal(
        "[1, 2]!", (await InvokeAsync(Java("public void handleRequest(InputStream in, OutputStream out, Context c) throws IOException { in.transferTo(out); out.write('!'); }", implements: "implements RequestStreamHandler"), "[1, 2]")).Payload);

    [NeedsFact("javac")]
    public async Task An_exception_becomes_the_error_document_and_the_log_has_what_was_told()
    {
        var (payload, failed) = await InvokeAsync(
            Java("""public String run(String s, Context c) { c.getLogger().log("told " + s); throw new IllegalStateException("no " + s, new RuntimeException("inner")); }""", "sample.Function::run"), "\"tea\"");
        Assert.True(failed);
        using var error = JsonDocument.Parse(payload);
        Assert.Equal(("no tea", "java.lang.IllegalStateException"), (error.RootElement.GetProperty("errorMessage").GetString(), error.RootElement.GetProperty("errorType").GetString()));
        Assert.StartsWith("sample.Function.run", error.RootElement.GetProperty("stackTrace")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal("inner", error.RootElement.GetProperty("cause").GetProperty("errorMessage").GetString());
        await Pool.DrainLogsAsync();
        Assert.Contains(Log.Messages, m => m.StartsWith("told tea", StringComparison.Ordinal));
    }

    [NeedsFact("javac")]
    public async Task A_class_that_is_not_there_is_an_error_of_the_start()
    {
        var (payload, failed) = await InvokeAsync(Java("", "sample.Absent"));
        Assert.True(failed);
        Assert.Contains("Class not found: sample.Absent", payload, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_java_than_this_machines_is_refused_by_name() =>
        Assert.Contains("version 99", Assert.Throws<RuntimeUnavailableException>(() => RuntimeCatalog.Check("java99")).Message, StringComparison.Ordinal);
}
