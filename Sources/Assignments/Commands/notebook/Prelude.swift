#if LEARNER
    import Foundation
    import Layers

    // Compiled into every page's program, beside its cells.

    /// Whether the kit's backward passes are slow stand-ins, so that a page should run a small size.
    let isToy = ProcessInfo.processInfo.environment["CHAINRULE_TOY"] == "1"

    /// Shows a figure below the cell.
    /// - Parameters:
    ///   - figure: what to show.
    ///   - name: of its file; by default it is made of the title.
    func plot(_ figure: some Picture, _ name: String? = nil) {
        CellMarks.tell(CellEvent(name: name, title: figure.title, svg: figure.svg))
    }

    /// Tells which cell runs, and what it shows.
    enum CellMarks {
        /// From here on everything belongs to this cell.
        static func begin(_ cell: Int) {
            fflush(stdout)
            let printed = lseek(STDOUT_FILENO, 0, SEEK_END)
            tell(CellEvent(cell: cell, printed: Int(printed)))
        }

        static func tell(_ event: CellEvent) {
            guard var line = try? JSONEncoder().encode(event) else { return }
            line.append(UInt8(ascii: "\n"))
            FileHandle(fileDescriptor: CellEvent.descriptor).write(line)
        }
    }
#endif
