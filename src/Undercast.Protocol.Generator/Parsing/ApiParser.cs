using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Undercast.Protocol.Generator;

/// <summary>Reads one API's contract.</summary>
internal sealed class ApiParser(INamedTypeSymbol api, AttributeData attribute, CancellationToken ct)
{
    private readonly List<DiagnosticModel> _diagnostics = [];

    public ApiModel Parse()
    {
        var wires = attribute.Named("Wires") is { Kind: TypedConstantKind.Array } array
            ? array.Values.Select(v => v.Type!.GetMembers().OfType<IFieldSymbol>().First(f => Equals(f.ConstantValue, v.Value)).Name).ToArray()
            : [];
        var xmlIsQueryOnly = wires.Contains("AwsQuery") && !wires.Contains("RestXml");
        var shapes = new ShapeParser(Report, wires, xmlIsQueryOnly);
        var resources = attribute.Named("Resources")?.Value as INamedTypeSymbol;
        var operations = new List<OperationModel>();
        var requests = new Dictionary<string, string>();
        var errorTypes = new List<string>();
        foreach (var method in api.GetMembers().OfType<IMethodSymbol>())
        {
            ct.ThrowIfCancellationRequested();
            if (method.Attribute("Operation") is not { } marked) continue;
            if (Operation(method, marked, shapes, resources, requests, errorTypes) is { } operation) operations.Add(operation);
        }
        return new ApiModel(
            api.ContainingNamespace.ToDisplayString(),
            api.Name,
            api.DeclaredAccessibility == Accessibility.Public,
            attribute.Expression(),
            wires.ToEquatableArray(),
            attribute.Named("Constraints")?.Value is 1,
            xmlIsQueryOnly,
            api.Attributes("CommonErrorCode").Select(a => a.Expression()).ToEquatableArray(),
            operations.ToEquatableArray(),
            shapes.Structs.ToEquatableArray(),
            errorTypes.Distinct().ToEquatableArray(),
            _diagnostics.ToEquatableArray());
    }

    private OperationModel? Operation(
        IMethodSymbol method, AttributeData marked, ShapeParser shapes, INamedTypeSymbol? resources, Dictionary<string, string> requests, List<string> errorTypes)
    {
        var returned = method.ReturnType as INamedTypeSymbol;
        if (method.Parameters.Length != 2 || method.Parameters[1].Type.Name != "CallContext" || returned?.Name != "ValueTask" || returned.TypeArguments.Length > 1
            || method.Parameters[0].Type is not INamedTypeSymbol input)
        {
            Report(ContractDiagnostics.WrongMethodForm, method.Name, method);
            return null;
        }
        var name = marked.NamedText("Name") ?? method.Name;
        var anonymous = marked.NamedFlag("AllowAnonymous");
        var output = returned.TypeArguments.Length == 1 ? returned.TypeArguments[0] as INamedTypeSymbol : null;

        var http = method.Attribute("Http");
        Claim(requests, "operation " + name, method);
        if (http is not null)
        {
            Claim(requests, $"{http.Text(0)} {http.Text(1)}", method);
            Labels(http.Text(1) ?? "", input, method);
        }

        var inputShape = shapes.Root(input, method);
        if (output is not null) shapes.Root(output, method);

        var permissions = new List<PermissionModel>();
        foreach (var authorize in method.Attributes("Authorize"))
        {
            var template = new ResourceTemplate(authorize.Text(1) ?? "", input, resources);
            if (template.Problem is { } problem) Report(ContractDiagnostics.BadResource, $"{name}: {problem}", method);
            else permissions.Add(new PermissionModel(authorize.Text(0) ?? "", template.Expression, template.IsMany));
        }
        if (permissions.Count == 0 && !anonymous && !method.Attributes("Authorize").Any()) Report(ContractDiagnostics.NoAuthorize, name, method);

        var errors = new List<string>();
        foreach (var thrown in method.GetAttributes().Where(a => a.AttributeClass is { Name: "ThrowsAttribute", TypeArguments.Length: 1 }))
        {
            var error = (INamedTypeSymbol)thrown.AttributeClass!.TypeArguments[0];
            errors.Add(error.FullName());
            if (error.Attribute("AwsError") is null) Report(ContractDiagnostics.NoAwsError, error.Name, method);
            else if (shapes.Error(error, method)) errorTypes.Add(error.FullName());
        }
        var streams = inputShape?.Members.Any(m => m.Value.Kind == "Stream") ?? false;
        return new OperationModel(
            name, method.Name, input.FullName(), output?.FullName(), http?.Expression(), anonymous, streams, errors.ToEquatableArray(), permissions.ToEquatableArray());
    }

    private void Claim(Dictionary<string, string> requests, string request, IMethodSymbol method)
    {
        if (requests.TryGetValue(request, out var other)) Report(ContractDiagnostics.DuplicateRequest, $"{other} and {method.Name} both claim {request}", method);
        else requests[request] = method.Name;
    }

    private void Labels(string uri, INamedTypeSymbol input, IMethodSymbol method)
    {
        var inUri = new HashSet<string>(uri.Split('?')[0].Split('/').Where(s => s.StartsWith("{", System.StringComparison.Ordinal)).Select(s => s.Trim('{', '}').TrimEnd('+')));
        var members = input.GetMembers().OfType<IPropertySymbol>().Select(p => (Property: p, Label: p.Attribute("HttpLabel"))).Where(p => p.Label is not null)
            .Select(p => p.Label!.Text(0) ?? p.Property.Attribute("WireName")?.Text(0) ?? p.Property.Name).ToArray();
        foreach (var label in inUri.Except(members)) Report(ContractDiagnostics.LabelMismatch, $"{method.Name}: no member for label {{{label}}}", method);
        foreach (var member in members.Where(m => !inUri.Contains(m))) Report(ContractDiagnostics.LabelMismatch, $"{method.Name}: the URI has no label {{{member}}}", method);
    }

    private void Report(string id, string argument, ISymbol where) => _diagnostics.Add(new DiagnosticModel(id, argument, LocationModel.Of(where.Locations.FirstOrDefault())));
}
