using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Undercast.Functions.Tests;

/// <summary>Function packages made from C#: an assembly with the public shape of Amazon.Lambda.Core, and the function's own.</summary>
internal static class Compiled
{
    private const string Core = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        namespace Amazon.Lambda.Core;
        public interface ILambdaLogger { void Log(string message); void LogLine(string message); void Log(string level, string message) { } void LogInformation(string message) => Log("Information", message); void LogError(string message, params object[] args) { } }
        public interface IClientApplication { string AppTitle { get; } }
        public interface IClientContext { IDictionary<string, string> Environment { get; } IClientApplication Client { get; } IDictionary<string, string> Custom { get; } }
        public interface ICognitoIdentity { string IdentityId { get; } string IdentityPoolId { get; } }
        public interface ILambdaContext
        {
            string AwsRequestId { get; } IClientContext ClientContext { get; } string FunctionName { get; } string FunctionVersion { get; } ICognitoIdentity Identity { get; }
            string InvokedFunctionArn { get; } ILambdaLogger Logger { get; } string LogGroupName { get; } string LogStreamName { get; } int MemoryLimitInMB { get; } TimeSpan RemainingTime { get; }
        }
        public interface ILambdaSerializer { T Deserialize<T>(Stream requestStream); void Serialize<T>(T response, Stream responseStream); }
        [AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Method)]
        public sealed class LambdaSerializerAttribute(Type serializerType) : Attribute { public Type SerializerType { get; set; } = serializerType; }
        """;

    private const string Prelude = """
        using System;
        using System.IO;
        using System.Threading.Tasks;
        using Amazon.Lambda.Core;
        [assembly: LambdaSerializer(typeof(Sample.Json))]
        namespace Sample;
        public class Json : ILambdaSerializer
        {
            public T Deserialize<T>(Stream s) => System.Text.Json.JsonSerializer.Deserialize<T>(s)!;
            public void Serialize<T>(T value, Stream s) => System.Text.Json.JsonSerializer.Serialize(s, value);
        }
        """;

    private static readonly MetadataReference[] Framework =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(':').Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal)).Select(p => MetadataReference.CreateFromFile(p))];

    private static readonly byte[] CoreAssembly = Emit("Amazon.Lambda.Core", Core, []);

    /// <summary>Writes the package of a class library <c>Sample</c> into a folder.</summary>
    public static void Write(string folder, string code)
    {
        File.WriteAllBytes(Path.Combine(folder, "Amazon.Lambda.Core.dll"), CoreAssembly);
        File.WriteAllBytes(Path.Combine(folder, "Sample.dll"), Emit("Sample", Prelude + code, [MetadataReference.CreateFromImage(CoreAssembly)]));
    }

    /// <summary>Writes a program <c>Sample</c>, which speaks with the Runtime API by itself.</summary>
    public static void WriteProgram(string folder, string code)
    {
        File.WriteAllBytes(Path.Combine(folder, "Sample.dll"), Emit("Sample", code, [], OutputKind.ConsoleApplication));
        File.WriteAllText(Path.Combine(folder, "Sample.runtimeconfig.json"), """{"runtimeOptions":{"tfm":"net8.0","framework":{"name":"Microsoft.NETCore.App","version":"8.0.0"}}}""");
    }

    private static byte[] Emit(string name, string code, MetadataReference[] references, OutputKind kind = OutputKind.DynamicallyLinkedLibrary)
    {
        using var output = new MemoryStream();
        var result = CSharpCompilation.Create(name, [CSharpSyntaxTree.ParseText(code)], [.. Framework, .. references], new CSharpCompilationOptions(kind)).Emit(output);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return output.ToArray();
    }
}
