using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Undercast.Protocol.Generator;

// symbols of an [AwsApi] interface ─► ApiParser ─► ApiModel (equatable) ─► ApiEmitter ─► one source file per API

/// <summary>Turns contracts into codecs, operation tables and constraint checks.</summary>
[Generator]
public sealed class ContractGenerator : IIncrementalGenerator
{
    internal const string ModelStep = "Model";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var models = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                "Undercast.Protocol.AwsApiAttribute",
                static (node, _) => node is InterfaceDeclarationSyntax,
                static (found, ct) => new ApiParser((INamedTypeSymbol)found.TargetSymbol, found.Attributes[0], ct).Parse())
            .WithTrackingName(ModelStep);

        context.RegisterSourceOutput(models, static (output, model) =>
        {
            foreach (var diagnostic in model.Diagnostics) output.ReportDiagnostic(ContractDiagnostics.Create(diagnostic));
            // Code from a contract that is wrong would bury the cause under errors of its own.
            if (model.Diagnostics.Count > 0) return;
            output.AddSource($"{model.Namespace}.{model.Name}Api.g.cs", SourceText.From(new ApiEmitter(model).Emit(), Encoding.UTF8));
        });
    }
}
