using Undercast.Protocol.Generator.Models;

namespace Undercast.Protocol.Generator.Emitting;

/// <summary>Writes the descriptor of an API with its operations.</summary>
internal static class ApiEmitter
{
    private const string Permission = "global::Undercast.Protocol.Permission";
    private const string Operation = "global::Undercast.Protocol.OperationDescriptor";

    public static string Emit(ApiModel api)
    {
        var w = CodeWriter.File(api.Namespace);
        w.Line($"/// <summary>The descriptor of <see cref=\"{api.Interface}\"/>.</summary>");
        w.Open($"{api.Accessibility} static class {api.Name}Api");
        w.Line("/// <summary>What the claim step, the wires and the pipeline need to know.</summary>");
        w.Line("public static global::Undercast.Protocol.ApiDescriptor Descriptor { get; } = global::Undercast.Protocol.ApiDescriptor.Create(");
        w.Line($"    {api.Attribute},");
        w.Line($"    new global::Undercast.Protocol.CommonErrorCodeAttribute[] {{ {string.Join(", ", api.ErrorCodes)} }},");
        w.Open("    new global::System.Collections.Generic.Dictionary<global::System.Type, global::Undercast.Protocol.ShapeCodec>");
        foreach (var error in api.Shapes.Where(s => s.IsError)) w.Line($"[typeof({error.Type})] = {error.Name}Codec.Instance,");
        w.Close(",");
        w.Line($"    new {Operation}[] {{ {string.Join(", ", api.Operations.Select(o => CSharp.Identifier(o.Method) + "()"))} }});");
        foreach (var operation in api.Operations) Emit(w.Line(), api, operation);
        w.Close();
        return w.ToString();
    }

    private static void Emit(CodeWriter w, ApiModel api, OperationModel operation)
    {
        w.Open($"private static {Operation} {CSharp.Identifier(operation.Method)}() => new()");
        w.Line($"Name = {CSharp.Literal(operation.Name)},");
        if (operation.AllowAnonymous) w.Line("AllowAnonymous = true,");
        if (operation.StreamsInput) w.Line("StreamsInput = true,");
        if (operation.Http is not null) w.Line($"Http = {operation.Http},");
        Permissions(w, operation);
        var call = $"await (({api.Interface})service).{CSharp.Identifier(operation.Method)}(({operation.InputType})input, call).ConfigureAwait(false)";
        if (operation.Output is not null) w.Line($"Invoke = static async (service, input, call) => {call},");
        else
        {
            w.Open("Invoke = static async (service, input, call) =>");
            w.Line($"{call};").Line("return null;").Close(",");
        }
        w.Line($"Input = {operation.Input}Codec.Instance,");
        if (operation.Output is not null) w.Line($"Output = {operation.Output}Codec.Instance,");
        if (operation.Events is { } events)
        {
            w.Open("Events = new()");
            w.Line($"Member = {operation.Output}Shape.Schema.Members[{events.Index}],");
            w.Line($"Codec = {events.Shape}Codec.Instance,");
            w.Line($"Events = static output => (({events.OutputType})output).{CSharp.Identifier(events.Property)},");
            w.Close(",");
        }
        w.Line($"Errors = new global::System.Type[] {{ {string.Join(", ", operation.ErrorTypes.Select(t => $"typeof({t})"))} }},");
        if (operation.ChecksInput)
            w.Line($"Check = static (input, violations) => {operation.Input}Shape.Check(({operation.InputType})input, new global::Undercast.Protocol.ConstraintChecker(violations)),");
        w.Close(";");
    }

    private static void Permissions(CodeWriter w, OperationModel operation)
    {
        var all = operation.Permissions;
        if (all.All(p => p.IsConstant))
        {
            // Nothing depends on the call, so one array serves all of them.
            w.Line($"Permissions = global::Undercast.Protocol.ConstantPermissions.Of({string.Join(", ", all.Select(New))}),");
            return;
        }
        w.Open("Permissions = static (input, call) =>");
        if (all.Any(p => p.UsesInput)) w.Line($"var i = ({operation.InputType})input;");
        if (all.All(p => p.Each is null))
        {
            w.Line($"return new {Permission}[] {{ {string.Join(", ", all.Select(New))} }};");
        }
        else
        {
            w.Line($"var all = new global::System.Collections.Generic.List<{Permission}>();");
            foreach (var p in all) w.Line(p.Each is null ? $"all.Add({New(p)});" : $"foreach (var each in {p.Each}) all.Add({New(p)});");
            w.Line("return all;");
        }
        w.Close(",");
    }

    private static string New(PermissionModel p)
    {
        var resource = p.Parts.Count == 1 ? p.Parts[0] : $"string.Concat({(p.Parts.Count > 4 ? "new string?[] { " : "")}{string.Join(", ", p.Parts)}{(p.Parts.Count > 4 ? " }" : "")})";
        return $"new {Permission}({CSharp.Literal(p.Action)}, {resource})";
    }
}
