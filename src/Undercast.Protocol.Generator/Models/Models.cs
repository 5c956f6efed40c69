using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Undercast.Protocol.Generator;

// What the parser takes from the compiler's symbols, and all that the emitter sees: plain values, so that equal contracts give equal models.

internal sealed record ApiModel(
    string Namespace,
    string InterfaceName,
    bool IsPublic,
    string AttributeExpression,
    EquatableArray<string> Wires,
    bool CollectsViolations,
    bool XmlIsQueryOnly,
    EquatableArray<string> ErrorCodeExpressions,
    EquatableArray<OperationModel> Operations,
    EquatableArray<StructModel> Structs,
    EquatableArray<string> ErrorTypesWithMembers,
    EquatableArray<DiagnosticModel> Diagnostics)
{
    public string Name => InterfaceName.Length > 1 && InterfaceName[0] == 'I' ? InterfaceName.Substring(1) : InterfaceName;
}

internal sealed record OperationModel(
    string Name,
    string Method,
    string Input,
    string? Output,
    string? HttpExpression,
    bool AllowAnonymous,
    bool StreamsInput,
    EquatableArray<string> Errors,
    EquatableArray<PermissionModel> Permissions);

/// <summary>An action and the expression of its resource; <paramref name="IsMany"/> when the expression gives several.</summary>
internal sealed record PermissionModel(string Action, string Resource, bool IsMany);

internal sealed record StructModel(
    string Type,
    string ShapeName,
    string WireName,
    string SchemaInitializer,
    bool IsException,
    EquatableArray<MemberModel> Members);

internal sealed record MemberModel(
    string Property,
    string WireName,
    bool IsNullable,
    bool IsRequired,
    bool IsIdempotencyToken,
    string SchemaFacts,
    ValueModel Value,
    ConstraintModel? Constraints);

/// <summary>The type of a member, an element or a map's value.</summary>
internal sealed record ValueModel(string Kind, string Type, bool IsValueType, string? Shape, ValueModel? Element, bool ElementIsNullable, string? ElementFacts);

internal sealed record ConstraintModel(
    string? Min, string? Max, string? MinLength, string? MaxLength, string? Pattern, EquatableArray<string> OneOf, string? ElementMin, string? ElementMax, string? ElementPattern);

internal sealed record DiagnosticModel(string Id, string Argument, LocationModel? Location);

internal sealed record LocationModel(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static LocationModel? Of(Location? location) =>
        location?.SourceTree is { } tree ? new LocationModel(tree.FilePath, location.SourceSpan, location.GetLineSpan().Span) : null;

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}
