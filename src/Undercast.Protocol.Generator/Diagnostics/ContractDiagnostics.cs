using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Undercast.Protocol.Generator;

/// <summary>Every diagnostic; <c>docs/diagnostics.md</c> has a paragraph for each.</summary>
internal static class ContractDiagnostics
{
    public const string DuplicateRequest = "UC0001";
    public const string NoAuthorize = "UC0002";
    public const string UnsupportedType = "UC0003";
    public const string WireCannotExpress = "UC0004";
    public const string BadResource = "UC0005";
    public const string LabelMismatch = "UC0006";
    public const string Initializer = "UC0007";
    public const string NotARecord = "UC0008";
    public const string NoAwsError = "UC0009";
    public const string WrongMethodForm = "UC0010";
    public const string BadPattern = "UC0011";

    private static readonly Dictionary<string, DiagnosticDescriptor> All = new[]
    {
        Error(DuplicateRequest, "Two operations claim one request", "{0}"),
        Error(NoAuthorize, "An operation has no IAM action", "Operation {0} has no [Authorize]; only [Operation(AllowAnonymous = true)] may do without"),
        Error(UnsupportedType, "A member's type cannot travel", "{0}"),
        Error(WireCannotExpress, "A declared wire cannot express a shape", "{0}"),
        Error(BadResource, "A resource template is wrong", "{0}"),
        Error(LabelMismatch, "URI labels and members do not match", "{0}"),
        Error(Initializer, "A contract's property has an initializer", "Property {0} has an initializer, which a missing member would not get; use a nullable type and default in the operation"),
        Error(NotARecord, "An input, output or shape is no record", "{0} must be a record"),
        Error(NoAwsError, "An error type has no code", "{0} needs [AwsError]"),
        Error(WrongMethodForm, "An operation's method has the wrong form", "{0} must be 'ValueTask<TOutput> Name(TInput input, CallContext call)' or 'ValueTask Name(TInput input, CallContext call)'"),
        Error(BadPattern, "A pattern is no regular expression", "{0}"),
    }.ToDictionary(d => d.Id);

    public static Diagnostic Create(DiagnosticModel model) =>
        Diagnostic.Create(All[model.Id], model.Location?.ToLocation() ?? Location.None, model.Argument);

#pragma warning disable RS2008 // Release tracking follows a release; docs/diagnostics.md is the list.
    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, "Contracts", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: $"docs/diagnostics.md#{id.ToLowerInvariant()}");
#pragma warning restore RS2008
}
