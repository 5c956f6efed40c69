using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Undercast.Protocol.Generator;

namespace Undercast.Protocol.Conformance;

/// <summary>The contracts of a file of vectors, generated, compiled and loaded once.</summary>
internal static class Loaded
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Text.Json;
        global using System.Threading.Tasks;
        global using Undercast.Kernel;
        global using Undercast.Protocol;
        """;

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview);
    private static readonly ConcurrentDictionary<string, Lazy<Assembly>> ByFile = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, Lazy<ILookup<string, Vector>>> ByDirection = new(StringComparer.Ordinal);

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll" or "Undercast.Kernel.dll" or "Undercast.Protocol.dll"))
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    public static Vector Vector(string direction, string file, string id) =>
        ByDirection.GetOrAdd(direction, static d => new(() => Corpus.Vectors(d).ToLookup(v => v.Key))).Value[$"{direction}/{file}/{id}"].Single();

    /// <summary>The API of a case.</summary>
    public static ApiDescriptor Api(Vector vector) => (ApiDescriptor)Type(vector, "CaseApi").GetProperty("Descriptor")!.GetValue(null)!;

    /// <summary>The C# type of a shape.</summary>
    public static Type Shape(Vector vector, string shape) => Type(vector, "T" + shape);

    private static Type Type(Vector vector, string name) => Assembly(vector).GetType($"{vector.Contract}.{name}", throwOnError: true)!;

    private static Assembly Assembly(Vector vector) => ByFile.GetOrAdd($"{vector.Direction}/{vector.File}", key => new(() =>
    {
        var suites = Corpus.Vectors(vector.Direction).Where(v => v.File == vector.File).DistinctBy(v => v.Contract);
        return Compile(suites.Select(v => new ContractText(v.Entry, v.Given, v.Contract).Write()));
    })).Value;

    public static Assembly Compile(IEnumerable<string> sources)
    {
        var compilation = CSharpCompilation.Create(
            "Vectors" + Guid.NewGuid().ToString("N"),
            [CSharpSyntaxTree.ParseText(Usings, Options), .. sources.Select(s => CSharpSyntaxTree.ParseText(s, Options))],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new ContractGenerator().AsSourceGenerator()], parseOptions: Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out var findings);
        if (!findings.IsEmpty) throw new InvalidOperationException(string.Join("\n", findings));
        using var image = new MemoryStream();
        var result = output.Emit(image);
        if (!result.Success) throw new InvalidOperationException(string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(10)));
        return System.Reflection.Assembly.Load(image.ToArray());
    }
}
