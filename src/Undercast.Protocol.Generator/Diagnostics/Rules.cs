using Microsoft.CodeAnalysis;

namespace Undercast.Protocol.Generator.Diagnostics;

/// <summary>The build errors of contracts; docs/diagnostics.md has a section for each.</summary>
internal static class Rules
{
    private const string Category = "Undercast.Contracts";

    public static readonly DiagnosticDescriptor OperationForm = Error("UC0001", "Operation has another form",
        "{0} must be 'ValueTask<TOutput> Name(TInput input, CallContext call)' or 'ValueTask Name(TInput input, CallContext call)' with [Operation]");
    public static readonly DiagnosticDescriptor Unauthorized = Error("UC0002", "Operation without an IAM action",
        "{0} needs [Authorize], or [Operation(AllowAnonymous = true)] when callers without credentials may reach it");
    public static readonly DiagnosticDescriptor DuplicateName = Error("UC0003", "Two operations with one name",
        "{0} and {1} both claim the operation name {2}");
    public static readonly DiagnosticDescriptor DuplicateHttp = Error("UC0004", "Two operations with one HTTP binding", "{0} and {1} both claim {2}");
    public static readonly DiagnosticDescriptor HttpMissing = Error("UC0005", "Operation without an HTTP binding",
        "{0} needs [Http] because {1} declares a REST wire");
    public static readonly DiagnosticDescriptor LabelWithoutMember = Error("UC0006", "Label without a member",
        "The label {{{0}}} of '{1}' has no member with [HttpLabel] in {2}");
    public static readonly DiagnosticDescriptor MemberWithoutLabel = Error("UC0007", "Member without a label",
        "{0} has [HttpLabel], but '{1}' has no label {{{2}}}");
    public static readonly DiagnosticDescriptor NotARecord = Error("UC0008", "Shape is not a record",
        "{0} must be a record class with a constructor that takes nothing");
    public static readonly DiagnosticDescriptor UnsupportedType = Error("UC0009", "Unsupported member type", "{0} has the type {1}, which no wire can carry");
    public static readonly DiagnosticDescriptor Initializer = Error("UC0010", "Member with an initializer",
        "{0} has an initializer, which reading would overwrite; state the default in the service's rules");
    public static readonly DiagnosticDescriptor Inexpressible = Error("UC0011", "Shape that a wire cannot express",
        "{0} is {1}, which the wire {2} cannot express");
    public static readonly DiagnosticDescriptor Endless = Error("UC0012", "Shape that contains itself without end",
        "{0} requires itself through {1}; one of these members must be optional, a list or a map");
    public static readonly DiagnosticDescriptor BadTemplate = Error("UC0013", "Malformed resource template", "The resource '{0}' of {1} is malformed: {2}");
    public static readonly DiagnosticDescriptor UnknownMember = Error("UC0014", "Resource template names an unknown member",
        "The resource '{0}' of {1} names {2}, which {3} does not have");
    public static readonly DiagnosticDescriptor UnknownFunction = Error("UC0015", "Resource template names an unknown function",
        "The resource '{0}' of {1} needs 'static string {2}({3})' (or IEnumerable<string>) in {4}");
    public static readonly DiagnosticDescriptor ErrorWithoutCode = Error("UC0016", "Error without a code", "{0} is thrown by {1} but has no [AwsError]");
    public static readonly DiagnosticDescriptor DuplicateShape = Error("UC0017", "Two shapes with one name",
        "{0} and {1} would share the generated name {2}Shape");
    public static readonly DiagnosticDescriptor BadBinding = Error("UC0018", "HTTP binding that the member cannot have", "{0} cannot travel as {1}: {2}");
    public static readonly DiagnosticDescriptor DuplicateMember = Error("UC0019", "Two members with one name", "{0} and {1} both have the wire name {2}");
    public static readonly DiagnosticDescriptor BadConstraint = Error("UC0020", "Constraint that the member cannot have", "{0} cannot have [{1}]: {2}");
    public static readonly DiagnosticDescriptor NoWires = Error("UC0021", "API without a wire", "{0} declares no wire");

    public static readonly IReadOnlyList<DiagnosticDescriptor> All =
    [
        OperationForm, Unauthorized, DuplicateName, DuplicateHttp, HttpMissing, LabelWithoutMember, MemberWithoutLabel, NotARecord, UnsupportedType, Initializer,
        Inexpressible, Endless, BadTemplate, UnknownMember, UnknownFunction, ErrorWithoutCode, DuplicateShape, BadBinding, DuplicateMember, BadConstraint, NoWires,
    ];

    public static DiagnosticDescriptor Find(string id) => All.First(d => d.Id == id);

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: $"docs/diagnostics.md#{id.ToLowerInvariant()}");
}
