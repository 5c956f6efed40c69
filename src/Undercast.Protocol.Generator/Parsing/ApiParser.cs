using Microsoft.CodeAnalysis;
using Undercast.Protocol.Generator.Diagnostics;
using Undercast.Protocol.Generator.Emitting;
using Undercast.Protocol.Generator.Models;

namespace Undercast.Protocol.Generator.Parsing;

/// <summary>Turns a contract interface into a model, or findings.</summary>
internal sealed class ApiParser
{
    private readonly INamedTypeSymbol _api;
    private readonly AttributeData _attribute;
    private readonly Compilation _compilation;
    private readonly CancellationToken _cancelled;
    private readonly Findings _findings;
    private readonly string[] _wires;
    private readonly ShapeParser _shapes;

    private ApiParser(GeneratorAttributeSyntaxContext context, CancellationToken cancelled)
    {
        _api = (INamedTypeSymbol)context.TargetSymbol;
        _attribute = context.Attributes[0];
        _compilation = context.SemanticModel.Compilation;
        _cancelled = cancelled;
        _findings = new Findings(_api.Place());
        _wires = Wires();
        _shapes = new ShapeParser(_wires, Collects, _findings);
    }

    private bool Collects => _attribute.Named("Constraints") is 1;

    public static ParseResult Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancelled) => new ApiParser(context, cancelled).Parse();

    private ParseResult Parse()
    {
        if (_wires.Length == 0) _findings.Add(Rules.NoWires, _attribute.Place(_api), _api.Display());
        var operations = new List<(OperationModel Model, IMethodSymbol Method)>();
        foreach (var member in _api.GetMembers())
        {
            _cancelled.ThrowIfCancellationRequested();
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } method)
            {
                if (Operation(method) is { } operation) operations.Add((operation, method));
            }
            else if (member is IPropertySymbol or IEventSymbol) _findings.Add(Rules.OperationForm, member.Place(), member.Display());
        }
        OperationClaims.Check(operations, _wires, _api, _findings);
        Neighbours.Check(_api, _shapes, _findings);
        var shapes = _shapes.Finish();
        if (_findings.Any) return new ParseResult(null, _findings.All());
        var checkedShapes = new HashSet<string>(shapes.Where(s => s.NeedsCheck).Select(s => s.Name), StringComparer.Ordinal);
        return new ParseResult(new ApiModel(
            _api.ContainingNamespace.IsGlobalNamespace ? null : _api.ContainingNamespace.ToDisplayString(),
            CSharp.Name(_api),
            _api.Name.Length > 1 && _api.Name[0] == 'I' && char.IsUpper(_api.Name[1]) ? _api.Name.Substring(1) : _api.Name,
            _api.DeclaredAccessibility == Accessibility.Public ? "public" : "internal",
            CSharp.New(_attribute),
            _wires.ToEquatable(),
            Overloads().ToEquatable(),
            Collects,
            _api.GetAll("CommonErrorCode").Select(CSharp.New).ToEquatable(),
            operations.Select(o => o.Model with { ChecksInput = Collects && checkedShapes.Contains(o.Model.Input) }).ToEquatable(),
            shapes.ToEquatable()), default);
    }

    private string[] Wires()
    {
        var value = _attribute.NamedArguments.FirstOrDefault(a => a.Key == "Wires").Value;
        if (value.Kind != TypedConstantKind.Array || value.IsNull) return [];
        return [.. value.Values.Select(v => v.Type?.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => Equals(f.ConstantValue, v.Value))?.Name).OfType<string>().Where(WireTable.IsKnown)];
    }

    // An override is emitted only where the runtime has the method, so a wire can be declared before its runtime exists.
    private IEnumerable<string> Overloads() =>
        _compilation.GetTypeByMetadataName("Undercast.Protocol.ShapeCodec")?.GetMembers().OfType<IMethodSymbol>()
            .Where(m => m.IsVirtual && m.Parameters.Length > 0)
            .Select(m => $"{m.Name} {m.Parameters[0].Type.ToDisplayString(Symbols.Short)}") ?? [];

    private OperationModel? Operation(IMethodSymbol method)
    {
        var operation = method.Get("Operation");
        var answers = method.ReturnType is INamedTypeSymbol { Name: "ValueTask", TypeArguments.Length: 1 } task ? task.TypeArguments[0] as INamedTypeSymbol : null;
        if (operation is null || method.IsStatic || method.IsGenericMethod || method.Parameters.Length != 2
            || method.Parameters[0].Type is not INamedTypeSymbol input || method.Parameters.Any(p => p.RefKind != RefKind.None)
            || !method.Parameters[1].Type.IsNamed("Undercast.Kernel", "CallContext")
            || !(method.ReturnType.IsNamed("System.Threading.Tasks", "ValueTask") || method.ReturnType.IsNamed("System.Threading.Tasks", "ValueTask`1"))
            || (method.ReturnType is INamedTypeSymbol { TypeArguments.Length: 1 } && answers is null))
        {
            _findings.Add(Rules.OperationForm, method.Place(), method.Display());
            return null;
        }
        var anonymous = operation.Named("AllowAnonymous") is true;
        var permissions = Permissions(method, input);
        if (!method.Has("Authorize") && !anonymous) _findings.Add(Rules.Unauthorized, method.Place(), method.Name);
        var inputName = _shapes.Root(input, method);
        var outputName = answers is null ? null : _shapes.Root(answers, method);
        if (inputName is null || (answers is not null && outputName is null)) return null;
        foreach (var events in ShapeParser.Properties(input).Where(ShapeParser.IsEvents))
        {
            // The other wires have no place for the members that are no events.
            if (_wires.FirstOrDefault(w => !WireTable.IsRest(w)) is { } wire) _findings.Add(Rules.Inexpressible, events.Place(), $"{input.Name}.{events.Name}", "a stream of events in a request", wire);
        }
        var http = method.Get("Http");
        return new OperationModel(
            method.Name,
            operation.Named("Name") as string ?? method.Name,
            anonymous,
            ShapeParser.Streams(input),
            http is null ? null : CSharp.New(http),
            permissions.ToEquatable(),
            inputName, CSharp.Name(input), outputName,
            _shapes.Events(outputName),
            Errors(method).ToEquatable(),
            ChecksInput: false);
    }

    private List<PermissionModel> Permissions(IMethodSymbol method, INamedTypeSymbol input)
    {
        var parser = new ResourceTemplateParser(_compilation, _attribute.Named("Resources") as INamedTypeSymbol, _api, _findings);
        return [.. method.GetAll("Authorize").Select(a => parser.Parse(a, method, input)).OfType<PermissionModel>()];
    }

    private List<string> Errors(IMethodSymbol method)
    {
        var types = new List<string>();
        foreach (var attribute in method.GetAll("Throws"))
        {
            if (attribute.AttributeClass!.TypeArguments.FirstOrDefault() is not INamedTypeSymbol { TypeKind: TypeKind.Class } error) continue;
            if (!error.Has("AwsError")) _findings.Add(Rules.ErrorWithoutCode, attribute.Place(method), error.Display(), method.Name);
            else _shapes.Error(error);
            types.Add(CSharp.Name(error));
        }
        return types;
    }
}
