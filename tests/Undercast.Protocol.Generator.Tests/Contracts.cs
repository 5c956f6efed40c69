using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Undercast.Protocol.Generator.Tests;

/// <summary>Compiles contracts in memory with the generator.</summary>
internal static class Contracts
{
    public const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Text.Json;
        global using System.Threading.Tasks;
        global using Undercast.Kernel;
        global using Undercast.Protocol;
        """;

    public static readonly CSharpParseOptions Options = new(LanguageVersion.Preview);

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll" or "Undercast.Kernel.dll" or "Undercast.Protocol.dll"))
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    /// <summary>A compilation of contracts in the namespace <c>Test</c>.</summary>
    public static CSharpCompilation Compilation(params string[] sources) => CSharpCompilation.Create(
        "Contracts" + Guid.NewGuid().ToString("N"),
        [Parse(Usings, "Usings.cs"), .. sources.Select((s, i) => Parse("namespace Test;\n" + s, $"Source{i}.cs"))],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(SourceText.From(text), Options, path);

    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new ContractGenerator().AsSourceGenerator()],
        parseOptions: Options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The generator's findings about a contract.</summary>
    public static Diagnostic[] Findings(params string[] sources)
    {
        var compilation = Compilation(sources);
        // A contract that does not compile would be found wrong for another reason.
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        return [.. Driver().RunGenerators(compilation).GetRunResult().Diagnostics];
    }

    /// <summary>The only finding about a contract.</summary>
    public static Diagnostic Finding(params string[] sources) => Assert.Single(Findings(sources));

    /// <summary>Compiles a sound contract and loads it.</summary>
    public static Assembly Load(params string[] sources)
    {
        Driver().RunGeneratorsAndUpdateCompilation(Compilation(sources), out var output, out var findings);
        Assert.Empty(findings);
        using var image = new MemoryStream();
        var result = output.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        return Assembly.Load(image.ToArray());
    }

    /// <summary>The descriptor of the contract's API <c>IThing</c>.</summary>
    public static ApiDescriptor Api(params string[] sources) => Api(Load(sources));

    public static ApiDescriptor Api(Assembly assembly, string name = "ThingApi") =>
        (ApiDescriptor)assembly.GetType("Test." + name, throwOnError: true)!.GetProperty("Descriptor")!.GetValue(null)!;

    /// <summary>A contract of one operation without an answer, with these members of its input and these further types.</summary>
    public static string WithInput(string members, string types = "", string api = "Wires = [Wire.AwsJson11]", string operation = "Operation, Authorize(\"thing:Do\", \"*\")") => $$"""
        [AwsApi("thing", "2020-01-01", ServiceId = "Thing", {{api}})]
        public interface IThing
        {
            [{{operation}}] ValueTask Do(DoInput input, CallContext call);
        }
        public sealed record DoInput
        {
            {{members}}
        }
        {{types}}
        """;
}
