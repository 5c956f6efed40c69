using System.Reflection;
using System.Runtime.Loader;

namespace Undercast.Functions.Dotnet;

/// <summary>A method <c>Assembly::Type::Method</c> of the function's package.</summary>
/// <remarks>
/// The package brings Amazon.Lambda.Core; its types are known here by name only, so that any version of it fits.
/// AWS: at most an input and a context; <see cref="Stream"/> passes untouched, all else goes through the serializer of the method or the assembly (Lambda, .NET handlers).
/// </remarks>
internal sealed class Handler
{
    private const string ContextType = "Amazon.Lambda.Core.ILambdaContext";
    private const string SerializerAttribute = "Amazon.Lambda.Core.LambdaSerializerAttribute";
    private readonly object? _target;
    private readonly MethodInfo _method;
    private readonly ParameterInfo? _input;
    private readonly Type? _context;
    private readonly Func<byte[], object?>? _read;
    private readonly Func<object?, byte[]> _write;
    private readonly PropertyInfo? _taskResult;

    private Handler(object? target, MethodInfo method, object? serializer)
    {
        _target = target;
        _method = method;
        var parameters = method.GetParameters();
        _context = parameters.LastOrDefault()?.ParameterType is { FullName: ContextType } context ? context : null;
        _input = parameters.Length > (_context is null ? 0 : 1) ? parameters[0] : null;
        if (parameters.Length > 2 || (parameters.Length == 2 && _context is null))
            throw new HandlerException($"The handler method '{method.Name}' in '{method.DeclaringType}' has unsupported parameters; a handler takes an input, a context, both or none.");
        if (_input is not null) _read = Reader(_input.ParameterType, serializer);
        var result = method.ReturnType;
        if (result == typeof(void) || result == typeof(Task)) _write = _ => [];
        else
        {
            if (result.IsGenericType && result.GetGenericTypeDefinition() == typeof(Task<>))
            {
                _taskResult = result.GetProperty("Result");
                result = result.GetGenericArguments()[0];
            }
            _write = Writer(result, serializer);
        }
    }

    public static Handler Load(string handler, string folder)
    {
        var parts = handler.Split("::");
        if (parts.Length != 3 || parts.Any(string.IsNullOrEmpty))
            throw new HandlerException($"Invalid lambda function handler: '{handler}'. The valid format is 'ASSEMBLY::TYPE::METHOD'.");
        var file = Path.Combine(folder, parts[0] + ".dll");
        if (!File.Exists(file))
            throw new HandlerException($"Could not find the specified handler assembly with the file name '{parts[0]}.dll'. The assembly should be located in the root of your uploaded .zip file.");
        Resolve(file, folder);
        var assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(file);
        var type = assembly.GetType(parts[1]) ?? throw new HandlerException($"Unable to load type '{parts[1]}' from assembly '{parts[0]}'.");
        var methods = type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy).Where(m => m.Name == parts[2]).ToArray();
        var method = methods switch
        {
            [var only] => only,
            [] => throw new HandlerException($"Unable to find method '{parts[2]}' in type '{parts[1]}' from assembly '{parts[0]}'."),
            _ => throw new HandlerException($"The method '{parts[2]}' in type '{parts[1]}' appears to have a number of overloads. To call this method please specify a complete method signature."),
        };
        if (type.IsGenericTypeDefinition || method.IsGenericMethodDefinition) throw new HandlerException($"The handler '{handler}' is generic; generic handlers are not supported.");
        if (method.ReturnType == typeof(void) && method.GetCustomAttributes().Any(a => a.GetType().Name == "AsyncStateMachineAttribute"))
            throw new HandlerException($"The handler method '{parts[2]}' is 'async void', which is not supported; return a Task.");
        object? target = null;
        if (!method.IsStatic)
        {
            if (type.IsAbstract || type.GetConstructor(Type.EmptyTypes) is null) throw new HandlerException($"The type '{parts[1]}' cannot be made: it needs a public constructor without parameters.");
            target = Activator.CreateInstance(type);
        }
        return new Handler(target, method, SerializerOf(method, assembly));
    }

    public async Task<byte[]> RunAsync(RuntimeCall call, FunctionLog log)
    {
        var arguments = new List<object?>(2);
        if (_read is not null) arguments.Add(_read(call.Payload));
        if (_context is not null) arguments.Add(ContextProxy.Of(_context, call, log));
        var result = _method.Invoke(_target, BindingFlags.DoNotWrapExceptions, null, [.. arguments], null);
        if (result is Task task)
        {
            await task;
            result = _taskResult?.GetValue(task);
        }
        return _write(result);
    }

    /// <summary>Assemblies and native libraries are found where the package's own description says.</summary>
    private static void Resolve(string file, string folder)
    {
        var resolver = new AssemblyDependencyResolver(file);
        AssemblyLoadContext.Default.Resolving += (context, name) =>
        {
            var path = resolver.ResolveAssemblyToPath(name) ?? Path.Combine(folder, name.Name + ".dll");
            return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        };
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) =>
            resolver.ResolveUnmanagedDllToPath(name) is { } path ? System.Runtime.InteropServices.NativeLibrary.Load(path) : 0;
    }

    private static object? SerializerOf(MethodInfo method, Assembly assembly)
    {
        var attribute = method.GetCustomAttributes().Concat(assembly.GetCustomAttributes()).FirstOrDefault(a => a.GetType().FullName == SerializerAttribute);
        if (attribute?.GetType().GetProperty("SerializerType")?.GetValue(attribute) is not Type type) return null;
        return Activator.CreateInstance(type) ?? throw new HandlerException($"The serializer '{type}' cannot be made.");
    }

    private static Func<byte[], object?> Reader(Type type, object? serializer)
    {
        if (type == typeof(Stream)) return static payload => new MemoryStream(payload, writable: false);
        var method = MethodOf(serializer, "Deserialize", type);
        return payload => method.Invoke(serializer, BindingFlags.DoNotWrapExceptions, null, [new MemoryStream(payload, writable: false)], null);
    }

    private static Func<object?, byte[]> Writer(Type type, object? serializer)
    {
        if (typeof(Stream).IsAssignableFrom(type)) return static result => Bytes((Stream?)result);
        var method = MethodOf(serializer, "Serialize", type);
        return result =>
        {
            using var output = new MemoryStream();
            method.Invoke(serializer, BindingFlags.DoNotWrapExceptions, null, [result, output], null);
            return output.ToArray();
        };
    }

    private static byte[] Bytes(Stream? stream)
    {
        if (stream is null) return [];
        using (stream)
        {
            using var output = new MemoryStream();
            stream.CopyTo(output);
            return output.ToArray();
        }
    }

    private static MethodInfo MethodOf(object? serializer, string name, Type type)
    {
        if (serializer is null)
            throw new HandlerException($"A serializer is needed for the type '{type.FullName}': add [assembly: LambdaSerializer(...)] to the project, or take and return System.IO.Stream.");
        var method = serializer.GetType().GetMethods().FirstOrDefault(m => m.Name == name && m.IsGenericMethodDefinition)
            ?? throw new HandlerException($"The serializer '{serializer.GetType()}' does not implement Amazon.Lambda.Core.ILambdaSerializer.");
        return method.MakeGenericMethod(type);
    }
}

/// <summary>The handler's name leads to nothing that can be called.</summary>
internal sealed class HandlerException(string message) : Exception(message);
