namespace Undercast.Protocol.Generator.Models;

/// <summary>An API, complete: nothing here refers to the compilation.</summary>
/// <param name="Namespace">The interface's namespace.</param>
/// <param name="Interface">The interface, fully qualified.</param>
/// <param name="Name">The interface's name without its leading I.</param>
/// <param name="Accessibility"><c>public</c> or <c>internal</c>.</param>
/// <param name="Attribute">The C# expression of the attribute.</param>
/// <param name="Wires">The names of the declared wires.</param>
/// <param name="Overloads">The reader and writer structs for which <c>ShapeCodec</c> has overloads, as <c>Read JsonShapeReader</c>.</param>
/// <param name="CollectsViolations">Whether checks are emitted.</param>
/// <param name="ErrorCodes">The C# expressions of the error code attributes.</param>
/// <param name="Operations">The operations.</param>
/// <param name="Shapes">All shapes that are reachable.</param>
internal sealed record ApiModel(
    string? Namespace, string Interface, string Name, string Accessibility, string Attribute, EquatableArray<string> Wires, EquatableArray<string> Overloads,
    bool CollectsViolations, EquatableArray<string> ErrorCodes, EquatableArray<OperationModel> Operations, EquatableArray<ShapeModel> Shapes);

/// <summary>An operation.</summary>
/// <param name="Method">The interface's method.</param>
/// <param name="Name">The wire name.</param>
/// <param name="AllowAnonymous">Whether no credentials are needed.</param>
/// <param name="StreamsInput">Whether the input's payload is a stream.</param>
/// <param name="Http">The C# expression of the HTTP binding.</param>
/// <param name="Permissions">What the caller must be allowed.</param>
/// <param name="Input">The input's shape name.</param>
/// <param name="InputType">The input's type, fully qualified.</param>
/// <param name="Output">The output's shape name, or null.</param>
/// <param name="Events">The stream of events in the output, or null.</param>
/// <param name="ErrorTypes">The declared errors, fully qualified.</param>
/// <param name="ChecksInput">Whether the input has constraints that are checked.</param>
internal sealed record OperationModel(
    string Method, string Name, bool AllowAnonymous, bool StreamsInput, string? Http, EquatableArray<PermissionModel> Permissions,
    string Input, string InputType, string? Output, EventsModel? Events, EquatableArray<string> ErrorTypes, bool ChecksInput);

/// <summary>The stream of events in an output.</summary>
/// <param name="OutputType">The output's type, fully qualified.</param>
/// <param name="Property">The member's property.</param>
/// <param name="Index">The member's index.</param>
/// <param name="Shape">The union's shape name.</param>
internal sealed record EventsModel(string OutputType, string Property, int Index, string Shape);

/// <summary>An action on the resource that a template describes.</summary>
/// <param name="Action">The action.</param>
/// <param name="Parts">The parts of the resource as C# expressions over <c>i</c> (the input) and <c>call</c>; <c>each</c> stands for <paramref name="Each"/>.</param>
/// <param name="Each">The expression of the sequence whose every element is asked for, or null.</param>
/// <param name="IsConstant">Whether the resource is one literal.</param>
/// <param name="UsesInput">Whether some part reads the input.</param>
internal sealed record PermissionModel(string Action, EquatableArray<string> Parts, string? Each, bool IsConstant, bool UsesInput);

/// <summary>What parsing yields.</summary>
internal sealed record ParseResult(ApiModel? Api, EquatableArray<DiagnosticModel> Diagnostics);
