using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Undercast.Protocol.Generator.Diagnostics;
using Undercast.Protocol.Generator.Emitting;
using Undercast.Protocol.Generator.Parsing;

namespace Undercast.Protocol.Generator;

/// <summary>Generates codecs, checks and descriptors from contract interfaces.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ContractGenerator : IIncrementalGenerator
{
    internal const string ParseStep = "Parse", ApiStep = "Api", DiagnosticsStep = "Diagnostics";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var parsed = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                "Undercast.Protocol.AwsApiAttribute", static (node, _) => node is InterfaceDeclarationSyntax, ApiParser.Parse)
            .WithTrackingName(ParseStep);
        var apis = parsed.Select(static (result, _) => result.Api).Where(static api => api is not null).WithTrackingName(ApiStep);
        var findings = parsed.SelectMany(static (result, _) => result.Diagnostics).WithTrackingName(DiagnosticsStep);

        context.RegisterSourceOutput(apis, static (output, api) =>
        {
            output.AddSource($"{api!.Namespace}.{api.Name}Api.g.cs", ApiEmitter.Emit(api));
            foreach (var shape in api.Shapes) output.AddSource($"{api.Namespace}.{api.Name}.{shape.Name}Shape.g.cs", ShapeEmitter.Emit(api, shape));
        });
        context.RegisterSourceOutput(findings, static (output, found) =>
            output.ReportDiagnostic(Diagnostic.Create(Rules.Find(found.Id), found.Location?.ToLocation() ?? Location.None, [.. found.Arguments.Cast<object>()])));
    }
}
