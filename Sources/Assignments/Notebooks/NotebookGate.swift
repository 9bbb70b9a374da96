import Grading

/// Every page of the tree shows what its cells give.
public let notebookGate = Gate(
    name: "every page with cells shows what its cells print and draw", isFast: false
) { tree in
    let notebook = try Notebook(tree, NotebookOptions())
    return try notebook.checkAll(notebook.pagesWithCells()).flatMap { result in
        switch result {
        case .success(let check): check.faults
        case .failure(let failure): [failure.description]
        }
    }
}
